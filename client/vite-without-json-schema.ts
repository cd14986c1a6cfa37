import type { Plugin } from "vite";

const JSON_SCHEMA = /[\\/]zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/;
const EXPORTED = /^export (?:const|function) (\w+)/gm;

/**
 * Leaves the part of zod out that writes schemas as JSON Schema: every schema names it, so that it would come with every
 * page, and only the server needs it. Whoever calls it in the client is told so.
 */
export function withoutJsonSchema(): Plugin {
  return {
    name: "postil-without-json-schema",
    apply: "build",
    transform(code, id) {
      if (!JSON_SCHEMA.test(id)) return null;
      const names = [...code.matchAll(EXPORTED)].map(([, name]) => name);
      if (names.length === 0) throw new Error(`${id} exports nothing by name: zod was rearranged.`);
      const none = 'const none = () => { throw new Error("The client holds no JSON Schema."); };';
      return { code: `${none}\nexport { ${names.map((name) => `none as ${name}`).join(", ")} };`, map: null };
    },
  };
}
