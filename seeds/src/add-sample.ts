import type { INestApplicationContext } from "@nestjs/common";
import { newId } from "@postil/shared/schema/ids";
import { DataSource, type EntityManager } from "typeorm";
import { emailKey } from "#server/accounts/email-key";
import { ArticleAccess } from "#server/articles/article-access";
import { ArticleImporter } from "#server/articles/article-importer";
import { TagEntity } from "#server/codebook/tag.entity";
import { RoomService } from "#server/sync/room.service";
import { addMember } from "#server/workspaces/membership-writes";
import { createWorkspace } from "#server/workspaces/workspaces.service";
import { SAMPLE_CODEBOOK } from "./sample/codebook.ts";
import { operationsOf } from "./sample/operations.ts";
import { SAMPLE_PEOPLE } from "./sample/people.ts";
import { SAMPLE_ARTICLES, SAMPLE_SOURCE, SAMPLE_WORKSPACE } from "./sample/sample.ts";
import type { SampleArticle, SamplePerson, SamplePersonKey, SampleTag } from "./sample/types.ts";

/** User ids of the sample's people. */
type People = Record<SamplePersonKey, string>;

/** Makes the sample by the services that people's requests go through, as its people. */
export async function addSample(app: INestApplicationContext): Promise<void> {
  const { workspaceId, people } = await addPeople(app.get(DataSource));
  const tags = await addCodebook(app.get(DataSource), workspaceId);
  for (const article of SAMPLE_ARTICLES) await addArticle(app, workspaceId, article, people, tags);
}

/** The first of them makes the workspace and owns it. */
async function addPeople(dataSource: DataSource): Promise<{ workspaceId: string; people: People }> {
  return dataSource.transaction(async (manager) => {
    const workspaceId = newId();
    const people: [SamplePersonKey, string][] = [];
    for (const person of SAMPLE_PEOPLE) {
      const userId = await addUser(manager, person);
      people.push([person.key, userId]);
      const { name, role } = person;
      if (role === "owner") {
        await createWorkspace(manager, {
          id: workspaceId,
          name: SAMPLE_WORKSPACE,
          owner: { id: userId, name },
          sample: true,
        });
      } else await addMember(manager, { workspaceId, userId, name, role });
    }
    return { workspaceId, people: Object.fromEntries(people) as People };
  });
}

/** The account of an earlier sample is used again. */
async function addUser(manager: EntityManager, { name, email }: SamplePerson): Promise<string> {
  const rows: { id: string; sample: boolean }[] = await manager.query(
    "SELECT id, sample FROM app_user WHERE email_key = $1",
    [emailKey(email)],
  );
  const [there] = rows;
  if (there?.sample) return there.id;
  const id = newId();
  // Somebody may have registered under that address: theirs stays theirs.
  const address = there ? email.replace("@", `-${id.slice(0, 8).toLowerCase()}@`) : email;
  await manager.query("INSERT INTO app_user (id, email, email_key, name, sample) VALUES ($1, $2, $3, $4, true)", [
    id,
    address,
    emailKey(address),
    name,
  ]);
  return id;
}

/** Returns tag ids by path. All at once: one by one, each would count what carries it, and nothing does yet. */
async function addCodebook(dataSource: DataSource, workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const rows: Partial<TagEntity>[] = [];
  const add = (path: string, parentId: string | null, tag: SampleTag) => {
    const { name, description, colour } = tag;
    const id = newId();
    ids.set(path, id);
    rows.push({ id, workspaceId, parentId, name, description, colour, shortcut: tag.shortcut ?? null });
    return id;
  };
  for (const root of SAMPLE_CODEBOOK) {
    const parent = add(root.name, null, root);
    for (const child of root.children ?? []) add(`${root.name} > ${child.name}`, parent, child);
  }
  await dataSource.manager.insert(TagEntity, rows);
  return ids;
}

async function addArticle(
  app: INestApplicationContext,
  workspaceId: string,
  { annotations, ...described }: SampleArticle,
  people: People,
  tags: ReadonlyMap<string, string>,
): Promise<void> {
  const [article] = await app
    .get(ArticleImporter)
    .fromPasted(people.instructor, workspaceId, { ...described, source: SAMPLE_SOURCE });
  const layer = article?.layers.find(({ kind }) => kind === "team");
  if (!layer) throw new Error(`The sample article “${described.title}” was not added`);
  for (const { by, operations } of operationsOf(annotations, tags)) {
    const access = await app.get(ArticleAccess).document(people[by], layer.document);
    if (!access) throw new Error(`The sample's ${by} can't write into ${layer.document}`);
    await app.get(RoomService).operate(access, operations);
  }
}
