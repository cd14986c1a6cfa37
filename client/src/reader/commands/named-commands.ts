import { NO_FILTER } from "../../annotations/filters.ts";
import { type Person, personOf } from "../../annotations/room.ts";
import type { Command } from "../../commands/command-registry.ts";
import { compareNames } from "../../ui/format.ts";
import { words as followWords } from "../follow/words.ts";
import type { ReaderRoom } from "../reader-context.ts";
import { words } from "../words.ts";
import { inGroup } from "./use-reader-commands.ts";

/** What can be done here with each tag and each person: too much for a list of keys, made when it is looked for. */
export function namedCommands(reader: ReaderRoom): readonly Command[] {
  const { store, room, reading, annotations, readers } = reader;
  const { selected, focused } = store.get();
  const applies = selected !== null || focused !== null;
  const only = (change: Partial<typeof NO_FILTER>) => reader.setFilter({ ...NO_FILTER, ...change });
  const people = new Map<string, Person>();
  for (const { author } of annotations.all) if (!people.has(author)) people.set(author, personOf(room, author));
  return [
    ...room.tags.flatMap((tag) => [
      inGroup({
        id: `reader.tag/${tag.id}`,
        title: words.keys.tagWith(tag.path),
        group: "selection",
        enabled: applies,
        run: () => reading.applyTag(tag, selected?.exact ?? false),
      }),
      inGroup({
        id: `reader.showTag/${tag.id}`,
        title: words.keys.showTag(tag.path),
        group: "view",
        run: () => only({ tags: [tag.id] }),
      }),
    ]),
    ...[...people]
      .sort(([, a], [, b]) => compareNames(a.name, b.name))
      .map(([actor, { name }]) =>
        inGroup({
          id: `reader.showPerson/${actor}`,
          title: words.keys.showPerson(name),
          group: "view",
          run: () => only({ people: [actor] }),
        }),
      ),
    ...readers.flatMap(({ actor, name, at }) =>
      at === null
        ? []
        : [
            inGroup({
              id: `reader.jump/${actor}`,
              title: words.people.jump(name),
              group: "moving",
              run: () => reader.go(at),
            }),
            inGroup({
              id: `reader.follow/${actor}`,
              title: followWords.follow(name),
              group: "moving",
              run: () => reader.follow(actor),
            }),
          ],
    ),
  ];
}
