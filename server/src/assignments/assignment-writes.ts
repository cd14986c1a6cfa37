import { Injectable } from "@nestjs/common";
import type { EntityManager } from "typeorm";
import { conflict } from "../platform/errors.ts";
import type { AssignmentRow } from "./assignment-rows.ts";
import { type CheckedFields, peopleNow } from "./check-fields.ts";
import { addPeople, everyone, givePseudonyms, setAdjudicators, setChosen, setPeople, settlePeople } from "./people.ts";

/** Stores an assignment's fields, its articles and its people. */
@Injectable()
export class AssignmentWrites {
  async insert(
    manager: EntityManager,
    { id, workspaceId, createdBy }: { id: string; workspaceId: string; createdBy: string },
    fields: CheckedFields,
  ): Promise<void> {
    await manager.query(
      `insert into assignment (id, workspace_id, title, kind, time_zone, created_by) values ($1, $2, '', $3, $4, $5)`,
      [id, workspaceId, fields.kind, fields.timeZone, createdBy],
    );
    await this.update(manager, { id, workspaceId, state: "draft", kind: fields.kind, revealedAt: null }, fields);
  }

  /** 409 when an article is taken out in which somebody has begun. */
  async update(
    manager: EntityManager,
    assignment: Pick<AssignmentRow, "id" | "workspaceId" | "state" | "kind" | "revealedAt">,
    fields: CheckedFields,
  ): Promise<void> {
    const { id } = assignment;
    await manager.query(
      `update assignment set title = $2, instructions = $3, kind = $4, everyone = $5, opens_at = $6, due_at = $7,
              time_zone = $8, pseudonyms = $9, reveal = $10, reveal_at = $11, asked_annotations = $12,
              asked_replies = $13, asked_tags = $14, asked_tag_parents = $15 where id = $1`,
      [
        ...[id, fields.title, fields.instructions, fields.kind, fields.people === null],
        ...[fields.opensAt, fields.dueAt, fields.timeZone, fields.pseudonyms, fields.reveal, fields.revealAt],
        ...[fields.asks.annotations, fields.asks.replies, fields.asks.tags, fields.asks.tagParents],
      ],
    );
    await this.setArticles(manager, id, fields.articles);
    await this.setGroups(manager, id, fields.groups);
    await this.setPeople(manager, assignment, fields);
  }

  /** As a body would give them. */
  async fields(manager: EntityManager, assignment: AssignmentRow): Promise<CheckedFields> {
    const { id, title, instructions, kind, timeZone, pseudonyms, reveal } = assignment;
    const articles: { id: string }[] = await manager.query(
      "select article_id as id from assignment_article where assignment_id = $1 order by position",
      [id],
    );
    const people: { actor: string; chosen: boolean; adjudicates: boolean }[] = await manager.query(
      `select p.actor_id as actor, p.chosen, p.adjudicates from assignment_person p join member m on m.actor_id = p.actor_id
        where p.assignment_id = $1 and p.removed_at is null`,
      [id],
    );
    const groups: { id: string }[] = await manager.query(
      "select group_id as id from assignment_group where assignment_id = $1 order by group_id",
      [id],
    );
    return {
      ...{ title, instructions, kind, timeZone, pseudonyms, reveal },
      articles: articles.map((article) => article.id),
      people: assignment.everyone ? null : people.filter(({ chosen }) => chosen).map(({ actor }) => actor),
      groups: groups.map((group) => group.id),
      adjudicators: people.filter(({ adjudicates }) => adjudicates).map(({ actor }) => actor),
      opensAt: assignment.opensAt?.toISOString() ?? null,
      dueAt: assignment.dueAt?.toISOString() ?? null,
      revealAt: assignment.revealAt?.toISOString() ?? null,
      asks: {
        annotations: assignment.askedAnnotations,
        replies: assignment.askedReplies,
        tags: assignment.askedTags,
        tagParents: assignment.askedTagParents,
      },
    };
  }

  private async setArticles(manager: EntityManager, id: string, articles: readonly string[]): Promise<void> {
    const begun: { title: string }[] = await manager.query(
      `select a.title from assignment_article aa join article a on a.id = aa.article_id
        where aa.assignment_id = $1 and aa.article_id <> all($2::text[])
          and exists (select 1 from layer l where l.assignment_id = $1 and l.article_id = aa.article_id) limit 1`,
      [id, articles],
    );
    if (begun[0]) {
      throw conflict(
        "article_in_use",
        `Somebody has begun with “${begun[0].title}” in this assignment: it can't be taken out any more.`,
      );
    }
    await manager.query("delete from assignment_article where assignment_id = $1 and article_id <> all($2::text[])", [
      id,
      articles,
    ]);
    await manager.query(
      `insert into assignment_article (assignment_id, article_id, position)
         select $1, article, position from unnest($2::text[]) with ordinality as wanted(article, position)
         on conflict (assignment_id, article_id) do update set position = excluded.position`,
      [id, articles],
    );
  }

  private async setGroups(manager: EntityManager, id: string, groups: readonly string[]): Promise<void> {
    await manager.query("delete from assignment_group where assignment_id = $1 and group_id <> all($2::text[])", [
      id,
      groups,
    ]);
    await manager.query(
      "insert into assignment_group (assignment_id, group_id) select $1, unnest($2::text[]) on conflict do nothing",
      [id, groups],
    );
  }

  /** Of a draft for everyone or for groups, people are found when it is published. */
  private async setPeople(
    manager: EntityManager,
    {
      id,
      workspaceId,
      state,
      kind,
      revealedAt,
    }: Pick<AssignmentRow, "id" | "workspaceId" | "state" | "kind" | "revealedAt">,
    { people, groups, adjudicators, pseudonyms }: CheckedFields,
  ): Promise<void> {
    const named = kind === "blind" && pseudonyms;
    const assignment = { id, workspaceId, state, pseudonyms: named };
    if (people !== null) {
      const others = state === "draft" ? adjudicators : ((await peopleNow(manager, { people, groups })) ?? []);
      await setPeople(manager, assignment, [...new Set([...people, ...others])], adjudicators);
    } else if (state === "draft") await setPeople(manager, assignment, adjudicators, adjudicators);
    else {
      // Nobody is taken out: who has been made an instructor meanwhile is still one of those who began.
      const joining = revealedAt === null ? await everyone(manager, workspaceId) : [];
      await addPeople(manager, assignment, [...joining, ...adjudicators]);
      await setAdjudicators(manager, id, adjudicators);
    }
    await setChosen(manager, id, people ?? []);
    if (revealedAt !== null) await settlePeople(manager, id);
    if (named && state === "published") await givePseudonyms(manager, id, workspaceId);
  }
}
