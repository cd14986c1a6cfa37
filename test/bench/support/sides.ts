import pg from "pg";
import { addArticle } from "../../support/article-fixtures.ts";
import type { HttpClient } from "../../support/http-client.ts";
import { createPostgresCluster, runSql } from "../../support/postgres-cluster.ts";
import { headersOf, teamDocument } from "../../support/sync-client.ts";
import { actorOf, makeWorkspace } from "../../support/workspaces.ts";
import { BenchClient, type Place } from "./bench-client.ts";
import { type ServerProcess, startHocuspocus, startRelay, startServerProcess, startYWebsocket } from "./child.ts";
import { hocuspocusDialect, plainDialect, postilDialect } from "./dialect.ts";
import { cpuOf, cpuOfFamily, parentOf } from "./process-cpu.ts";
import { inParts, sampleLayer } from "./sample-layer.ts";

export type SideName = "relay" | "postgresql" | "embedded" | "y-websocket" | "hocuspocus";

/** CPU time used so far, ms. */
export interface Cpu {
  server: number;
  /** Of the database's processes, where it has its own. */
  database: number;
}

/** One of the servers that are compared. */
export interface Side {
  name: SideName;
  readonly server: ServerProcess;
  cpu(): Cpu;
  /** A new document of so many annotations that nobody has open yet, where the server can have such. */
  place(annotations?: number): Promise<Place>;
  /** Ends the server and starts it again on the same data. Only where there is data. */
  restart?(): Promise<void>;
  close(): Promise<void>;
}

/** Sockets that one person may have open on a document. */
const SOCKETS_PER_PERSON = 10;

/** Starts a side for at most so many clients in a document; null, with a line that says why, when it can't be had. */
export async function openSide(name: SideName, clients: number, writers = 0): Promise<Side | null> {
  try {
    switch (name) {
      case "relay":
        return rival(name, await startRelay());
      case "y-websocket":
        return rival(name, await startYWebsocket());
      case "hocuspocus":
        return rival(name, await startHocuspocus());
      case "embedded":
        return await embedded(clients, writers);
      case "postgresql":
        return await postgresql(clients, writers);
    }
  } catch (error) {
    console.log(`${name} is skipped: ${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}

function rival(name: SideName, server: ServerProcess): Side {
  let documents = 0;
  return {
    name,
    server,
    cpu: () => ({ server: cpuOf(server.pid), database: 0 }),
    async place(annotations = 0) {
      const document = `document-${++documents}`;
      const place: Place = {
        url: `${server.url.replace("http", "ws")}/${document}`,
        dialect: name === "hocuspocus" ? hocuspocusDialect(document) : plainDialect,
        headers: () => ({}),
        actor: (client) => `actor-${client}-of-bench`,
        syncs: name !== "relay",
      };
      if (annotations > 0) await fill(place, annotations);
      return place;
    },
    close: () => server.close(),
  };
}

/** These servers know only what clients bring. The room stays, as they keep documents without a store for ever. */
async function fill(place: Place, annotations: number): Promise<void> {
  const client = await BenchClient.join(place, 0);
  for (const part of inParts(sampleLayer(annotations, place.actor(0)).updates)) client.update(part);
  await client.askAgain();
  client.terminate();
}

async function embedded(clients: number, writers: number): Promise<Side> {
  const server = await startServerProcess();
  const people = await enrol(server.url, clients, writers);
  return {
    name: "embedded",
    server,
    cpu: () => ({ server: cpuOf(server.pid), database: 0 }),
    place: async () => placeIn(server.url, await people.newDocument(), people),
    close: () => server.close(),
  };
}

async function postgresql(clients: number, writers: number): Promise<Side> {
  const cluster = await createPostgresCluster({ fsync: true });
  const url = cluster.url("bench");
  try {
    await runSql(cluster.url("postgres"), "create database bench");
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const postmaster = parentOf(rows[0]?.pid ?? 0);
    let server = await startServerProcess({ DATABASE_URL: url });
    const people = await enrol(server.url, clients, writers);
    return {
      name: "postgresql",
      get server() {
        return server;
      },
      cpu: () => ({ server: cpuOf(server.pid), database: cpuOfFamily(postmaster) }),
      async place(annotations = 0) {
        const document = await people.newDocument();
        if (annotations > 0) await store(client, document, annotations, people.of(0).actor);
        return placeIn(server.url, document, people);
      },
      async restart() {
        const { port } = new URL(server.url);
        await server.close();
        server = await startServerProcess({ DATABASE_URL: url, PORT: port });
      },
      async close() {
        await server.close();
        await client.end();
        await cluster.remove();
      },
    };
  } catch (error) {
    await cluster.remove();
    throw error;
  }
}

interface Person {
  client: HttpClient;
  actor: string;
}

interface People {
  of(client: number): Person;
  /** A new article's team layer. */
  newDocument(): Promise<string>;
}

/** People enough for the sockets, in one workspace. */
async function enrol(url: string, clients: number, writers: number): Promise<People> {
  const workspace = await makeWorkspace(url);
  const needed = Math.max(writers, Math.ceil(clients / SOCKETS_PER_PERSON), 1);
  const people: Person[] = [];
  for (let person = 0; person < needed; person++) {
    const client = await workspace.join("annotator", `Person ${person}`);
    people.push({ client, actor: await actorOf(client, workspace.workspaceId) });
  }
  return {
    of: (client) => people[client % people.length] as Person,
    newDocument: async () => teamDocument(await addArticle(workspace.owner, workspace.workspaceId)),
  };
}

function placeIn(url: string, document: string, people: People): Place {
  return {
    url: `${url.replace("http", "ws")}/sync/${document}?hello=1`,
    dialect: postilDialect,
    headers: (client) => ({ ...headersOf(people.of(client).client) }),
    actor: (client) => people.of(client).actor,
    syncs: true,
  };
}

/** Puts a layer into the log as if its annotations had been committed one by one. */
async function store(client: pg.Client, document: string, annotations: number, actor: string): Promise<void> {
  const layer = sampleLayer(annotations, actor);
  const rows = layer.updates.map((update) => Buffer.from(update));
  await client.query(
    `insert into document_update (document_id, seq, actor_id, bytes)
     select $1, row.n, $2, row.bytes from unnest($3::bytea[]) with ordinality as row(bytes, n)`,
    [document, actor, rows],
  );
  await client.query("insert into document_client values ($1, $2, $3)", [document, layer.client, actor]);
  await client.query("update document set head_seq = $2 where id = $1", [document, rows.length]);
}
