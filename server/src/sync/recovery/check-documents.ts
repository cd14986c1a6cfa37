import type { DataSource } from "typeorm";
import * as Y from "yjs";
import { type AdminCommand, AdminError } from "../../accounts/admin-commands.ts";
import { defineRoots } from "../compaction/roots.ts";
import { applyLog } from "../log/apply-log.ts";
import { PostgresUpdateLog } from "../log/postgres-update-log.ts";
import { QuarantinedError } from "../update-log.ts";

/** Names fetched at once. */
const PAGE = 500;

/** `npm run admin -- check-documents`. */
export const CHECK_DOCUMENTS: AdminCommand = {
  parameters: [],
  summary: "read every document as a starting server would, and name those that can't be read",
  async run(dataSource) {
    const notes: string[] = [];
    const log = new PostgresUpdateLog(dataSource, null, (note) => notes.push(`${note}.`));
    let documents = 0;
    const damaged: string[] = [];
    for await (const name of documentNames(dataSource)) {
      documents += 1;
      const problem = await problemOf(log, name);
      if (problem !== null) damaged.push(`${problem}.`);
    }
    if (damaged.length === 0) return [...notes, `${countOf(documents)} checked: all can be read.`];
    const sum = `${damaged.length} of ${countOf(documents)} can't be read; nothing was changed.`;
    throw new AdminError([...notes, ...damaged, sum, ...advice(damaged)].join("\n"));
  },
};

/** null: it can be read, or is gone. */
export async function problemOf(log: PostgresUpdateLog, name: string): Promise<string | null> {
  const doc = new Y.Doc();
  try {
    const loaded = await log.load(name);
    if (!loaded) return null;
    defineRoots(doc, loaded.kind);
    applyLog(doc, loaded);
    return null;
  } catch (error) {
    if (!(error instanceof QuarantinedError)) throw error;
    return error.message;
  } finally {
    doc.destroy();
  }
}

function advice(problems: readonly string[]): string[] {
  const lines: string[] = [];
  if (problems.some((problem) => problem.startsWith("layer/"))) {
    lines.push("A layer can be made again from its history: npm run admin -- restore-layer <id after layer/>.");
  }
  if (problems.some((problem) => problem.startsWith("text/"))) {
    lines.push("A text can only be had from a backup of the database.");
  }
  return lines;
}

async function* documentNames(dataSource: DataSource): AsyncGenerator<string> {
  let after = "";
  for (;;) {
    const rows: { id: string }[] = await dataSource.query(
      "select id from document where id > $1 order by id limit $2",
      [after, PAGE],
    );
    for (const { id } of rows) yield id;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

function countOf(documents: number): string {
  return documents === 1 ? "1 document" : `${documents} documents`;
}
