import type { INestApplicationContext } from "@nestjs/common";
import { DataSource } from "typeorm";
import { SignInLinks } from "#server/accounts/sign-in-links";
import { CONFIG, type Config } from "#server/platform/config";
import { DatabaseInfo } from "#server/platform/database/database-info";
import { Locks } from "#server/platform/database/locks";
import { addSample } from "./add-sample.ts";
import { SampleJournal } from "./sample-journal.ts";

// The server is imported as `#server/…`, not by its package's name: that one leads through a symlink, which Node 20
// leaves unresolved when the last file it looked at was a socket (as after a kill), and then every class exists twice.

/**
 * Adds the sample workspace to a database that has no workspace. Loading twice changes nothing; a sample that was
 * deleted stays away, unless `again` says that somebody asked for it. Answers whether it was added. What a crash left of a sample is replaced.
 */
export async function loadSample(
  app: INestApplicationContext,
  { again = false }: { again?: boolean } = {},
): Promise<boolean> {
  const journal = new SampleJournal(app.get(DataSource), app.get(Locks), app.get(DatabaseInfo));
  return journal.alone(async () => {
    const past = await journal.past();
    if (past === "finished" && !again) return false;
    if (past === "begun") await journal.clearLeftovers();
    if (await journal.hasWorkspaces()) return false;
    await journal.record("sample-begun");
    await addSample(app);
    await journal.record("sample-finished");
    return true;
  });
}

/** A link for each of the sample's people, good until the server stops; none when such links are not available. */
export async function sampleSignInLinks(app: INestApplicationContext): Promise<{ name: string; url: string }[]> {
  const people: { id: string; name: string }[] = await app.get(DataSource).query(
    `SELECT u.id, u.name FROM app_user u JOIN member m ON m.user_id = u.id JOIN workspace w ON w.id = m.workspace_id
      WHERE u.sample AND w.sample GROUP BY u.id ORDER BY min(m.joined_at), u.name DESC`,
  );
  const { origin } = app.get<Config>(CONFIG);
  const links: { name: string; url: string }[] = [];
  for (const { id, name } of people) {
    const token = await app.get(SignInLinks).create(id);
    if (token !== null) links.push({ name, url: `${origin}/sign-in/link/${token}` });
  }
  return links;
}
