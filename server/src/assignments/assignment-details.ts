import { Injectable } from "@nestjs/common";
import type { Assignment, AssignmentPerson } from "@postil/shared/schema/assignment";
import { DataSource } from "typeorm";
import { type AssignmentView, knowsOfAll } from "./assignment-access.ts";
import { dueOf, instant, isLate, toSummary } from "./assignment-answers.ts";
import { toProgress, workOf } from "./progress.ts";

interface ArticleColumns {
  id: string;
  title: string;
  length: number;
  layer: string | null;
  consensus: string | null;
}

export interface PersonColumns {
  actor: string;
  name: string;
  colour: number;
  chosen: boolean;
  adjudicates: boolean;
  extendedUntil: Date | null;
  coder: string;
  coderName: string;
  submittedAt: Date | null;
  takenBackAt: Date | null;
}

/** One assignment as its page shows it to somebody. */
@Injectable()
export class AssignmentDetails {
  constructor(private readonly dataSource: DataSource) {}

  async answer(view: AssignmentView): Promise<Assignment> {
    const { assignment, instructs } = view;
    const summary = toSummary(view);
    const coder = summary.me?.actor ?? null;
    const [articles, work, people, groups] = await Promise.all([
      this.articles(view),
      coder === null ? [] : workOf(this.dataSource.manager, assignment, coder),
      instructs ? this.people(assignment.id) : null,
      instructs ? this.groups(assignment.id) : null,
    ]);
    const done = new Map(work.map((one) => [one.articleId, one]));
    const knows = knowsOfAll(view);
    return {
      ...summary,
      instructions: assignment.instructions,
      revealedBy: assignment.revealedBy,
      articles: articles.map((article) => ({
        ...article,
        progress: coder === null ? null : toProgress(summary.asks, done.get(article.id)),
      })),
      everyone: assignment.everyone,
      people: people?.map((person) => toPerson(assignment, person, knows)) ?? null,
      groups,
    };
  }

  /** Its people now, by name. */
  people(id: string): Promise<PersonColumns[]> {
    return this.dataSource.query(
      `select a.id as actor, a.name, a.colour, p.chosen, p.adjudicates, p.extended_until as "extendedUntil",
              p.coder_actor as coder, c.name as "coderName", p.submitted_at as "submittedAt",
              p.taken_back_at as "takenBackAt"
         from assignment_person p join actor a on a.id = p.actor_id join actor c on c.id = p.coder_actor
        where p.assignment_id = $1 and p.removed_at is null order by lower(a.name), a.id`,
      [id],
    );
  }

  private groups(id: string): Promise<{ id: string; name: string }[]> {
    return this.dataSource.query(
      `select g.id, g.name from assignment_group ag join member_group g on g.id = ag.group_id
        where ag.assignment_id = $1 order by lower(g.name), g.id`,
      [id],
    );
  }

  private articles({ assignment, membership, instructs }: AssignmentView): Promise<ArticleColumns[]> {
    const { id, me, revealedAt } = assignment;
    return this.dataSource.query(
      `select a.id, a.title, a.length, mine.id as layer, agreed.id as consensus
         from assignment_article aa join article a on a.id = aa.article_id
         left join layer mine on mine.assignment_id = $1 and mine.article_id = a.id and mine.kind = 'blind'
           and mine.owner_actor = $2
         left join layer agreed on agreed.assignment_id = $1 and agreed.article_id = a.id
           and agreed.kind = 'consensus' and $3::boolean
        where aa.assignment_id = $1 order by aa.position, a.id`,
      [id, me?.coder ?? membership.actor, revealedAt !== null && (instructs || me?.removed === false)],
    );
  }
}

function toPerson(assignment: AssignmentView["assignment"], person: PersonColumns, knows: boolean): AssignmentPerson {
  const { actor, name, colour, chosen, adjudicates, coder, submittedAt } = person;
  return {
    ...{ actor, name, colour, chosen, adjudicates },
    extendedUntil: instant(person.extendedUntil),
    work: knows
      ? {
          actor: coder,
          pseudonym: coder === actor ? null : person.coderName,
          submittedAt: instant(submittedAt),
          takenBackAt: instant(person.takenBackAt),
          late: isLate(dueOf(assignment, person), submittedAt),
        }
      : null,
  };
}
