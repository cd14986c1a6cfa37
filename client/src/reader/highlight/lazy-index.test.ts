import fc from "fast-check";
import { expect, it } from "vitest";
import { LazyIndex } from "./lazy-index.ts";

it("answers as a map does, whatever was put in, looked for and taken out, and however far it has got", () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("new" as const), count: fc.nat(6) }),
    fc.record({ kind: fc.constantFrom("set" as const, "delete" as const, "get" as const), which: fc.nat(30) }),
    fc.record({ kind: fc.constant("enter" as const), most: fc.nat(5) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const index = new LazyIndex<{ id: string }>();
      const map = new Map<string, { id: string }>();
      let made = 0;
      for (const taken of steps) {
        if (taken.kind === "new") {
          const items = Array.from({ length: taken.count }, () => ({ id: `i${made++}` }));
          index.addNew(items.filter(({ id }) => !map.has(id)));
          for (const item of items) if (!map.has(item.id)) map.set(item.id, item);
        } else if (taken.kind === "enter") index.enter(taken.most);
        else {
          const id = `i${taken.which}`;
          const item = { id };
          if (taken.kind === "set") {
            index.set(item);
            map.set(id, item);
          } else if (taken.kind === "delete") {
            index.delete(id);
            map.delete(id);
          } else expect(index.get(id)).toBe(map.get(id));
        }
        expect(index.size).toBe(map.size);
      }
      for (let at = 0; at < made + 31; at++) expect(index.get(`i${at}`)).toBe(map.get(`i${at}`));
    }),
  );
});
