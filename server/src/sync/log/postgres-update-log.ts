import { Logger } from "@nestjs/common";
import type { LayerKind } from "@postil/shared/schema/role";
import type { DataSource, EntityManager } from "typeorm";
import { storableJson } from "../../platform/database/storable.ts";
import type { DerivedWriter } from "../derived-writer.ts";
import {
  type Append,
  type AppendAllResult,
  type AppendResult,
  type Beside,
  type DocumentHead,
  type LoadedDocument,
  type LogTail,
  type LogTurn,
  type UpdateLog,
} from "../update-log.ts";
import { appendStatement } from "./append-statement.ts";
import {
  inTransaction,
  OpenTransaction,
  type PreparedStatement,
  poolOf,
  RaceLost,
  runOn,
  runPrepared,
} from "./pg-pool.ts";
import { asBuffer, codeOf, FOREIGN_KEY_VIOLATION } from "./pg-values.ts";
import { readStored } from "./postgres-snapshots.ts";

const UNIQUE_VIOLATION = "23505";
/** A clientID is somebody else's now: see `appendStatement`. */
const NOT_NULL_VIOLATION = "23502";
const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const CONFLICTS = new Set([
  UNIQUE_VIOLATION,
  NOT_NULL_VIOLATION,
  FOREIGN_KEY_VIOLATION,
  SERIALIZATION_FAILURE,
  DEADLOCK,
]);

interface DocumentColumns {
  kind: "text" | "layer";
  layerId: string | null;
  layerKind: LayerKind | null;
  workspaceId: string;
  articleId: string;
  epoch: number;
  headSeq: string;
  aclVersion: number;
}

/** The first row is the document's head, the others are rows of its log. One statement sees one moment. */
interface TailColumns {
  seq: string;
  aclVersion: number;
  clients: [client: number, actor: string][];
  bytes: Buffer;
}

/** $1 document, $2 epoch, $3 position after which the rows are wanted. */
const TAIL = {
  name: "tail",
  text: `
with head as (
  select d.id, d.head_seq, w.acl_version from document d join workspace w on w.id = d.workspace_id
   where d.id = $1 and d.epoch = $2
)
select true as first, head.head_seq as seq, head.acl_version as "aclVersion", null::bytea as bytes,
       (select coalesce(jsonb_agg(jsonb_build_array(client_id, actor_id)), '[]')
          from document_client where document_id = $1) as clients
  from head
union all
select false, u.seq, null, u.bytes, null
  from head join document_update u on u.document_id = head.id and u.seq > $3::bigint
 order by first desc, seq`,
};

/** Waits for whoever writes the document now. Foreign keys to it are not in its way. */
const LOCK = { name: "lock", text: "select 1 from document where id = $1 for no key update" };

/** The log in PostgreSQL, embedded or not. */
export class PostgresUpdateLog implements UpdateLog {
  private readonly plain = { name: "append", text: appendStatement() };
  private readonly ofText = { name: "append_text", text: appendStatement({ text: true }) };
  private readonly withDerived: { name: string; text: string } | null;

  /** `report`: told when a snapshot was damaged and rows have served instead. */
  constructor(
    private readonly dataSource: DataSource,
    derived: DerivedWriter | null,
    private readonly report: (problem: string) => void = (problem) => new Logger("Sync").error(problem),
  ) {
    this.withDerived = derived ? { name: "append_derived", text: appendStatement({ derived }) } : null;
  }

  load(document: string): Promise<LoadedDocument | null> {
    // One snapshot of the database: rows that are being appended belong to the next look.
    return this.dataSource.transaction("REPEATABLE READ", async (manager) => {
      const [row] = await find(manager, document);
      if (!row) return null;
      const headSeq = Number(row.headSeq);
      const stored = await readStored(manager, { name: document, epoch: row.epoch, headSeq }, this.report);
      const bound: { client: string; actor: string }[] = await manager.query(
        "select client_id as client, actor_id as actor from document_client where document_id = $1",
        [document],
      );
      const erased: { id: string }[] = await manager.query("select id from erased_entry where document_id = $1", [
        document,
      ]);
      return {
        name: document,
        kind: row.kind,
        workspaceId: row.workspaceId,
        articleId: row.articleId,
        layerId: row.layerId,
        layerKind: row.layerKind,
        epoch: row.epoch,
        headSeq,
        aclVersion: row.aclVersion,
        ...stored,
        clients: new Map(bound.map(({ client, actor }) => [Number(client), actor])),
        erased: new Set(erased.map(({ id }) => id)),
      };
    });
  }

  async head(document: string): Promise<DocumentHead | null> {
    const [row] = await find(this.dataSource.manager, document);
    return row ? { epoch: row.epoch, headSeq: Number(row.headSeq), aclVersion: row.aclVersion } : null;
  }

  async heads(documents: readonly string[]): Promise<Map<string, DocumentHead>> {
    const rows: { id: string; epoch: number; headSeq: string; aclVersion: number }[] = await this.dataSource.query(
      `select d.id, d.epoch, d.head_seq as "headSeq", w.acl_version as "aclVersion"
         from document d join workspace w on w.id = d.workspace_id where d.id = any($1::text[])`,
      [documents],
    );
    return new Map(
      rows.map(({ id, epoch, headSeq, aclVersion }) => [id, { epoch, headSeq: Number(headSeq), aclVersion }]),
    );
  }

  async since(document: string, epoch: number, seq: number): Promise<LogTail | null> {
    return tailOf(await runPrepared<TailColumns>(poolOf(this.dataSource), TAIL, [document, epoch, seq]), seq);
  }

  async append(append: Append): Promise<AppendResult> {
    const { statement, values } = this.statementFor(append);
    try {
      const rows = await runPrepared<{ seq: string }>(poolOf(this.dataSource), statement, values);
      return rows[0] ? { kind: "committed", seq: Number(rows[0].seq) } : { kind: "conflict" };
    } catch (error) {
      if (CONFLICTS.has(codeOf(error))) return { kind: "conflict" };
      throw error;
    }
  }

  async turn(document: string): Promise<LogTurn> {
    const transaction = await OpenTransaction.begin(poolOf(this.dataSource));
    const end = () => transaction.rollback();
    try {
      await transaction.run(LOCK, [document]);
    } catch (error) {
      await end();
      throw error;
    }
    return {
      // A statement of its own: one that had waited for the lock would see the rows as they were before.
      since: async (epoch, seq) => tailOf(await transaction.run<TailColumns>(TAIL, [document, epoch, seq]), seq),
      append: async (append) => {
        const { statement, values } = this.statementFor(append);
        try {
          const [row] = await transaction.run<{ seq: string }>(statement, values);
          if (row) {
            await transaction.commit();
            return { kind: "committed", seq: Number(row.seq) };
          }
        } catch (error) {
          if (!CONFLICTS.has(codeOf(error))) {
            await end();
            throw error;
          }
        }
        await end();
        return { kind: "conflict" };
      },
      end,
    };
  }

  async appendAll(appends: readonly Append[], beside: readonly Beside[] = []): Promise<AppendAllResult> {
    try {
      const seqs = await inTransaction(poolOf(this.dataSource), async (client) => {
        const seqs: number[] = [];
        for (const append of appends) {
          const { statement, values } = this.statementFor(append);
          const [row] = await runOn<{ seq: string }>(client, statement, values);
          if (!row) throw new RaceLost();
          seqs.push(Number(row.seq));
        }
        for (const { text, values } of beside) await client.query(text, values);
        return seqs;
      });
      return { kind: "committed", seqs };
    } catch (error) {
      if (error instanceof RaceLost || CONFLICTS.has(codeOf(error))) return { kind: "conflict" };
      throw error;
    }
  }

  private statementFor(append: Append): { statement: PreparedStatement; values: unknown[] } {
    const values: unknown[] = [
      append.document,
      append.epoch,
      append.headSeq,
      append.aclVersion,
      append.rows.map((row) => row.actor),
      append.rows.map((row) => asBuffer(row.bytes)),
      append.clients.map((bound) => bound.client),
      append.clients.map((bound) => bound.actor),
      storableJson(append.revisions),
    ];
    let statement = this.plain;
    if (append.derived && this.withDerived) {
      statement = this.withDerived;
      values.push(storableJson(append.derived), append.layerId);
    } else if (append.textLength !== null) {
      statement = this.ofText;
      values.push(append.textLength);
    }
    return { statement, values };
  }

  async reserve(document: string, clients: { client: number; actor: string }[]): Promise<Map<number, string>> {
    const ids = clients.map(({ client }) => client);
    await this.dataSource.query(
      `insert into document_client (document_id, client_id, actor_id)
       select d.id, c.client, c.actor from document d, unnest($2::bigint[], $3::text[]) as c(client, actor)
        where d.id = $1
       on conflict do nothing`,
      [document, ids, clients.map(({ actor }) => actor)],
    );
    const owners: { client: string; actor: string }[] = await this.dataSource.query(
      `select client_id as client, actor_id as actor from document_client
        where document_id = $1 and client_id = any($2::bigint[])`,
      [document, ids],
    );
    return new Map(owners.map(({ client, actor }) => [Number(client), actor]));
  }
}

/** null: the document is gone or has another epoch, or rows after `seq` are missing. */
function tailOf([head, ...rows]: readonly TailColumns[], seq: number): LogTail | null {
  if (!head) return null;
  const headSeq = Number(head.seq);
  if (seq + rows.length !== headSeq || rows.some((row, index) => Number(row.seq) !== seq + index + 1)) return null;
  return {
    headSeq,
    aclVersion: head.aclVersion,
    updates: rows.map((row) => new Uint8Array(row.bytes)),
    clients: head.clients.map(([client, actor]) => ({ client, actor })),
  };
}

function find(manager: EntityManager, document: string): Promise<DocumentColumns[]> {
  return manager.query(
    `select d.kind, d.workspace_id as "workspaceId", d.article_id as "articleId", d.epoch, d.head_seq as "headSeq",
            w.acl_version as "aclVersion", l.id as "layerId", l.kind as "layerKind"
       from document d join workspace w on w.id = d.workspace_id
       left join layer l on d.kind = 'layer' and l.id = substr(d.id, length('layer/') + 1)
      where d.id = $1`,
    [document],
  );
}
