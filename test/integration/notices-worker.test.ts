import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { mentionMark } from "@postil/shared/schema/comment";
import { newId } from "@postil/shared/schema/ids";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { NoticeMaker } from "../../server/src/notices/notice-maker.ts";
import { operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { LiveClient } from "../support/live-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const onPostgres = process.env.POSTIL_TEST_DATABASE === "postgresql";
/** Comments that are written at once, and how long each stays uncommitted, at most, in ms. */
const WRITERS = 60;
const LONGEST = 400;

let server: TestServer;
let team: Workspace;
let ann: Person;
let ben: Person;
const beside: TestServer[] = [];
const open: LiveClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
  team = await Workspace.create(server.url, "Floods", "Ada");
  ann = await team.join("annotator", "Ann");
  ben = await team.join("annotator", "Ben");
});
afterEach(async () => {
  for (const live of open.splice(0)) live.close();
  for (const other of beside.splice(0)) await other.close();
});
afterAll(() => server?.close());

async function thread() {
  const place = await team.article("One", "It holds a passage of some words.");
  const [id] = await operate(ann, place.team, [{ op: "annotate", on: "article", note: "A note" }]);
  return { place, id: id as string };
}

async function besideIt(): Promise<TestServer> {
  const other = await startTestServer({ beside: server });
  beside.push(other);
  return other;
}

const look = (one: TestServer) => one.app.get(NoticeMaker).look();

/** Comments that Ann was told of in this thread. */
async function subjects(annotation: string): Promise<string[]> {
  const rows: { subject: string }[] = await server.dataSource.query(
    "select subject from notice where actor_id = $1 and annotation_id = $2 and kind = 'reply' order by subject",
    [ann.actor, annotation],
  );
  return rows.map(({ subject }) => subject);
}

/**
 * Stores a reply of Ben's as a commit does, but takes its time between writing and committing, or gives it up. Answers
 * its id; null when it was given up.
 */
async function slowReply(layer: string, annotation: string, givesUp: boolean): Promise<string | null> {
  const id = newId();
  const runner = server.dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query(
      `insert into comment (layer_id, comment_id, workspace_id, article_id, annotation_id, author_id, created_at, text)
         select id, $2, workspace_id, article_id, $3, $4, now(), 'Hm' from layer where id = $1`,
      [layer, id, annotation, ben.actor],
    );
    await runner.query(
      "insert into entry_revision (document_id, map, key, actor_id, value) values ($1, 'comments', $2, $3, '{}')",
      [`layer/${layer}`, id, ben.actor],
    );
    await sleep(randomInt(LONGEST));
    if (givesUp) await runner.rollbackTransaction();
    else await runner.commitTransaction();
    return givesUp ? null : id;
  } finally {
    await runner.release();
  }
}

describe("the making of notices", () => {
  it.runIf(onPostgres)(
    "loses none and doubles none, with two servers at it, whatever order commits become visible in",
    async () => {
      const other = await besideIt();
      const { place, id } = await thread();
      let over = false;
      const looking = [server, other].map(async (one) => {
        while (!over) {
          await look(one);
          await sleep(randomInt(30));
        }
      });
      const writing: Promise<string | null>[] = [];
      for (let n = 0; n < WRITERS; n++) {
        writing.push(slowReply(place.team, id, n % 7 === 0));
        await sleep(randomInt(20));
      }
      const stored = (await Promise.all(writing)).filter((one) => one !== null);
      over = true;
      await Promise.all(looking);
      await look(other);
      expect(stored.length).toBeGreaterThan(WRITERS / 2);
      expect(await subjects(id)).toEqual([...stored].sort());
    },
  );

  it("comes to rest: what has been looked at is not looked at for ever", async () => {
    const { place, id } = await thread();
    await operate(ben, place.team, [{ op: "comment", annotation: id, text: "Hm" }]);
    // Other tests' databases on this machine may keep a transaction open for a while.
    await expect
      .poll(
        async () => {
          await look(server);
          const [row] = await server.dataSource.query<{ left: number }[]>(
            `select (select count(*)::integer from entry_revision r where r.id > p.upto) as left from notice_progress p`,
          );
          return row?.left;
        },
        { timeout: 25_000 },
      )
      .toBe(0);
    expect(await subjects(id)).toHaveLength(1);
  });

  it("goes on after a stop where it was, with what came before it could look", async () => {
    const { place, id } = await thread();
    await look(server);
    const replies = await operate(
      ben,
      place.team,
      [1, 2, 3].map((n) => ({ op: "comment", annotation: id, text: `Reply ${n}` })),
    );
    await server.restart();
    await expect.poll(() => subjects(id), { timeout: 20_000 }).toEqual([...replies].sort());
    // All of it looked at once more, as by a server that has forgotten how far it was.
    await server.dataSource.query("update notice_progress set upto = 0, next_upto = null, next_xid = null");
    const before = await server.dataSource.query("select count(*)::integer as count from notice");
    await look(server);
    expect(await server.dataSource.query("select count(*)::integer as count from notice")).toEqual(before);
  });

  it("forgets what was read long ago, and tells nobody of it again; what still counts stays", async () => {
    const long = await thread();
    const fresh = await thread();
    const mention = mentionMark({ actor: ann.actor, name: "Ann" });
    const [old] = await operate(ben, long.place.team, [{ op: "comment", annotation: long.id, text: `Hm, ${mention}` }]);
    await operate(ben, fresh.place.team, [{ op: "comment", annotation: fresh.id, text: "Hm" }]);
    const others = await Promise.all([1, 2].map(() => thread()));
    for (const { place, id } of others) {
      await operate(ben, place.team, [{ op: "comment", annotation: id, text: "Hm" }]);
    }
    // Looked at for the last time: what follows makes them older than anything that is looked at again.
    for (let looks = 0; looks < 3; looks++) await look(server);
    // As if months had gone by: read 91 days ago; read 89 days ago; not read for 181 days; not read for 179.
    const aged = async (annotation: string, made: number, read: number | null) =>
      server.dataSource.query(
        `update notice set made_at = now() - interval '1 day' * $2::int, read_at = now() - interval '1 day' * $3::int
          where annotation_id = $1 and actor_id = $4`,
        [annotation, made, read, ann.actor],
      );
    await aged(long.id, 100, 91);
    await aged(fresh.id, 100, 89);
    await aged(others[0]?.id ?? "", 181, null);
    await aged(others[1]?.id ?? "", 179, null);
    await server.dataSource.query(
      "update entry_revision set at = at - interval '100 days' where document_id = $1 and map = 'commentTexts'",
      [`layer/${long.place.team}`],
    );
    const kept = async () => {
      const rows: { id: string }[] = await server.dataSource.query(
        "select annotation_id as id from notice where actor_id = $1 and annotation_id = any($2)",
        [ann.actor, [long, fresh, ...others].map(({ id }) => id)],
      );
      return rows.map(({ id }) => id).sort();
    };
    await look(server);
    expect(await kept()).toHaveLength(4);
    await server.dataSource.query("update notice_progress set pruned_at = now() - interval '25 hours'");
    await look(server);
    const expected = [fresh.id, others[1]?.id].sort();
    expect(await kept()).toEqual(expected);
    await operate(ben, long.place.team, [{ op: "edit-comment", comment: old ?? "", text: `Well, ${mention}` }]);
    await look(server);
    expect(await kept()).toEqual(expected);
    const ofAda = mentionMark({ actor: team.owner.actor, name: "Ada" });
    await operate(ben, long.place.team, [
      { op: "edit-comment", comment: old ?? "", text: `Well, ${mention}, ${ofAda}` },
    ]);
    await look(server);
    const owner = await server.dataSource.query("select kind from notice where actor_id = $1 and annotation_id = $2", [
      team.owner.actor,
      long.id,
    ]);
    expect(owner).toEqual([{ kind: "mention" }]);
  });

  it.runIf(onPostgres)("rings the bell of somebody who is connected to another server", async () => {
    const other = await besideIt();
    const { place, id } = await thread();
    await look(server);
    const live = await LiveClient.connect(ann.client.at(other.url));
    open.push(live);
    await operate(ben, place.team, [{ op: "comment", annotation: id, text: "Ring" }]);
    const { unread } = await live.until("notices", () => true, 20_000);
    expect(unread).toBeGreaterThan(0);
  });
});
