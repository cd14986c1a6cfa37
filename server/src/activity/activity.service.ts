import { Injectable } from "@nestjs/common";
import { can } from "@postil/shared/policy/permissions";
import type { ActivityItem, ActivityPage, ActivityQuery, WorkspaceNews } from "@postil/shared/schema/activity";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource } from "typeorm";
import { Parameters } from "../platform/database/parameters.ts";
import { AccessService, type Membership } from "../workspaces/access.ts";
import { pseudonymsOf } from "../workspaces/pseudonyms.ts";
import { feedItems } from "./feed-items.ts";
import { type FeedEvent, Runs } from "./feed-runs.ts";
import { FEED_COLUMNS, FEED_SOURCES, READABLE } from "./feed-sources.ts";
import { decodePlace, encodePlace, type TimelineBounds, type TimelinePlace, timelineSql } from "./timeline.ts";

/** Events read at first, and at most for one page: a run of more goes on with the next page. */
const CHUNK = 300;
const MOST_EVENTS = 4_000;
/** How many more are read each time that a page isn't full yet. */
const GROWTH = 5;
/** What Home tells of each workspace, and how far back. */
const NEWS = 3;
const NEWS_DAYS = 30;

/** Gives the parameters their types: not every source names all of them. */
const CALLER = "with caller as (select $1::text, $2::text, $3::boolean, $4::text[]) ";

interface Question {
  bounds: TimelineBounds;
  kinds: ActivityQuery["kind"];
  after: TimelinePlace | null;
  limit: number;
}

/** Tells what happened in a workspace, to each caller what they may see and nothing of the rest. */
@Injectable()
export class ActivityService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
  ) {}

  async list(userId: string, workspaceId: string, query: ActivityQuery): Promise<ActivityPage> {
    const me = await this.access.require(userId, workspaceId, "read");
    const { article: articles, since, until, kind: kinds, cursor, limit } = query;
    const actors = query.person && (await this.actorsOf(me, query.person));
    const after = cursor === undefined ? null : decodePlace(cursor, FEED_SOURCES);
    const [clock]: { now: Date }[] = await this.dataSource.query("select now() as now");
    const page = await this.page(me, { bounds: { actors, articles, since, until }, kinds, after, limit });
    return { ...page, readAt: (clock?.now ?? new Date()).toISOString() };
  }

  /** The caller has looked at the feed up to `at`; it never goes back, nor ahead of the database's clock. */
  async seen(userId: string, workspaceId: string, at: string): Promise<void> {
    await this.access.require(userId, workspaceId, "read");
    await this.dataSource.query(
      `insert into activity_visit (workspace_id, user_id, seen_at) values ($1, $2, least($3::timestamptz, now()))
       on conflict (workspace_id, user_id) do update set seen_at = greatest(activity_visit.seen_at, excluded.seen_at)`,
      [workspaceId, userId, at],
    );
  }

  /** What was heard of others in the caller's workspaces since they looked, or joined; the newest first, no empty ones. */
  async news(userId: string): Promise<WorkspaceNews[]> {
    const rows: { id: string; name: string; since: Date; now: Date }[] = await this.dataSource.query(
      `select w.id, w.name, now() as now, greatest(v.seen_at, m.joined_at, now() - interval '${NEWS_DAYS} days') as since
         from member m join workspace w on w.id = m.workspace_id
         left join activity_visit v on v.workspace_id = m.workspace_id and v.user_id = m.user_id
        where m.user_id = $1`,
      [userId],
    );
    const news: WorkspaceNews[] = [];
    for (const { id, name, since, now } of rows) {
      const me = await this.access.find(userId, id);
      if (!me) continue;
      const notActors = await this.actorsOf(me, ["me"]);
      // What happened at that very millisecond was seen.
      const after = new Date(since.getTime() + 1).toISOString();
      const question = { bounds: { notActors, heardSince: after }, kinds: undefined, after: null, limit: NEWS };
      const { items, nextCursor } = await this.page(me, question);
      if (items.length > 0) {
        const times = { since: since.toISOString(), readAt: now.toISOString() };
        news.push({ workspace: { id, name }, ...times, items, more: nextCursor !== null });
      }
    }
    const newest = ({ items }: WorkspaceNews) => items[0]?.at ?? "";
    return news.sort((a, b) => (newest(a) < newest(b) ? 1 : -1));
  }

  private async page(me: Membership, { bounds, kinds, after, limit }: Question): Promise<Page<ActivityItem>> {
    const sources = FEED_SOURCES.filter(
      ({ kind, article }) => (!kinds || kinds.includes(kind)) && !(bounds.articles && article === null),
    );
    const runs = new Runs(limit);
    let last = after;
    let left = MOST_EVENTS;
    let chunk = CHUNK;
    const { workspaceId, actor } = me;
    const readable: { id: string }[] = await this.dataSource.query(READABLE, [workspaceId, actor]);
    const layers = readable.map(({ id }) => id);
    let isMore = sources.length > 0;
    let isFull = false;
    while (isMore && !isFull && left > 0) {
      const values = new Parameters();
      for (const value of [workspaceId, actor, can(me.role, "moderate"), layers]) values.add(value);
      const sql = timelineSql(sources, FEED_COLUMNS, bounds, last, chunk, values);
      const events: FeedEvent[] = await this.dataSource.query(CALLER + sql, values.values);
      for (const event of events) {
        isFull = !runs.take(asTold(event, me));
        if (isFull) break;
        last = event;
      }
      isMore = events.length === chunk;
      left -= events.length;
      chunk = Math.min(chunk * GROWTH, left);
    }
    const items = await feedItems(this.dataSource.manager, me, runs.all);
    return { items, nextCursor: (isMore || isFull) && last ? encodePlace(last) : null };
  }

  /** Whom these people write as, as far as the caller may know: members, and the pseudonyms that are theirs. */
  private async actorsOf(me: Membership, people: readonly string[]): Promise<string[]> {
    const wanted = new Set(people.map((person) => (person === "me" ? me.actor : person)));
    const pseudonyms = await pseudonymsOf(this.dataSource.manager, me);
    const theirs = pseudonyms.filter(({ member }) => member !== null && wanted.has(member));
    return [...wanted, ...theirs.map(({ actor }) => actor)];
  }
}

/** That somebody was taken out, and by whom, is for instructors: to others they left. */
function asTold(event: FeedEvent, me: Membership): FeedEvent {
  if (can(me.role, "moderate")) return event;
  return event.type === "member-removed" ? { ...event, type: "member-left", detail: null } : event;
}
