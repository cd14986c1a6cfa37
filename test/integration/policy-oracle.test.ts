import type { Article } from "@postil/shared/schema/article";
import type { AssignmentSummary } from "@postil/shared/schema/assignment";
import type { Page } from "@postil/shared/schema/text-fields";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mayIn, type Right, type Situation } from "../../server/src/sync/testing/policy-oracle.ts";
import { Random } from "../../server/src/sync/testing/random.ts";
import type { Operation } from "../support/annotation-fixtures.ts";
import {
  ASSIGNMENT_OPERATIONS,
  type AssignmentOperation,
  type AssignmentSituation,
  verdictOn,
} from "../support/assignment-oracle.ts";
import { type Actor, type PartState, PolicyStage, type Scene, type StagedLayer } from "../support/policy-stage.ts";
import { RawClient, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

/** Another sample each time; a failure names it, and POSTIL_SEED brings it back. */
const seed = Number(process.env.POSTIL_SEED ?? Math.floor(Math.random() * 1e9));
const SCENES = Number(process.env.POSTIL_POLICY_SCENES ?? 20);
/** In each scene so much is asked of the assignment and of its layers, and so many documents are opened. */
const ASKED = { assignment: 8, layers: 8, sockets: 1 };
const LAYER_OPERATIONS = [
  "annotate",
  "note own",
  "tag others'",
  "comment",
  "edit own comment",
  "resolve others'",
].concat(["assign", "react", "delete own", "delete others'", "delete others' comment"]);

let server: TestServer;
const stages: PolicyStage[] = [];

beforeAll(async () => {
  server = await startTestServer();
  for (const pseudonyms of [false, true]) stages.push(await PolicyStage.build(server, pseudonyms));
});
afterAll(() => server?.close());

const NOBODY: PartState = { part: "none", adjudicates: false, submitted: false, extended: false };
const stateOf = (scene: Scene, { name }: Actor) => scene.parts.get(name) ?? NOBODY;

function situationIn(scene: Scene, layer: StagedLayer, who: Actor): Situation {
  const { part, adjudicates, submitted } = stateOf(scene, who);
  const { revealed, deleted } = scene;
  switch (layer.kind) {
    case "team":
      return { kind: "team" };
    case "private":
      return { kind: "private", mine: layer.owner === who };
    case "consensus":
      return { kind: "consensus", revealed, deleted, part, iAdjudicate: adjudicates };
    case "blind": {
      const coder = stateOf(scene, layer.owner as Actor);
      return {
        ...{ kind: "blind", mine: layer.owner === who, part, deleted, iSubmitted: submitted },
        coder: coder.part === "taken out" ? "taken out" : "takes part",
        coderSubmitted: coder.submitted,
        opening: revealed ? "revealed" : scene.reveal === "each" ? "each" : "not yet",
      };
    }
  }
}

/** The operation as a script sends it, what takes it back, and which of the oracle's rights it needs. */
function operationIn(layer: StagedLayer, who: Actor, what: string, stage: PolicyStage) {
  const own = layer.work.get(who.name);
  const others = [...layer.work].find(([name]) => name !== who.name)?.[1];
  const some = others ?? own;
  if (!some) return null;
  const { annotation } = some;
  const on = (target: string | undefined, ofOwn: boolean, right: Right[], operation: (id: string) => Operation[]) =>
    target === undefined
      ? null
      : { needs: [right, ofOwn ? [] : ["change others'" as const]].flat(), send: operation(target) };
  switch (what) {
    case "annotate":
      return { needs: ["annotate" as const], send: [{ op: "annotate" as const, on: "article" as const }] };
    case "note own":
      return on(own?.annotation, true, ["annotate"], (id) => [
        { op: "note", annotation: id, text: `words ${layer.id}, otherwise` },
      ]);
    case "tag others'":
      return on(others?.annotation, false, ["annotate"], (id) => [
        { op: "tag", annotation: id, tag: stage.tag },
        { op: "untag", annotation: id, tag: stage.tag },
      ]);
    case "comment":
      return on(annotation, true, ["comment"], (id) => [{ op: "comment", annotation: id, text: "So?" }]);
    case "edit own comment":
      return on(own?.comment, true, ["comment"], (id) => [{ op: "edit-comment", comment: id, text: "Otherwise" }]);
    case "resolve others'":
      return on(others?.annotation, false, ["comment"], (id) => [
        { op: "resolve", annotation: id },
        { op: "reopen", annotation: id },
      ]);
    case "assign":
      return on(annotation, true, ["annotate"], (id) => [
        { op: "assign", annotation: id, user: who.coder || stage.person("Owner").actor },
        { op: "assign", annotation: id, user: null },
      ]);
    case "react":
      return on(annotation, true, ["comment"], (id) => [{ op: "react", target: id, sign: "agree", on: true }]);
    case "delete own":
      return on(own?.annotation, true, ["annotate"], (id) => [
        { op: "delete", target: id },
        { op: "restore", target: id },
      ]);
    case "delete others'":
      return on(others?.annotation, false, ["annotate"], (id) => [
        { op: "delete", target: id },
        { op: "restore", target: id },
      ]);
    default:
      return on(others?.comment, false, ["comment"], (id) => [
        { op: "delete", target: id },
        { op: "restore", target: id },
      ]);
  }
}

describe("the running server", () => {
  it("lets everybody do in layers what the documents say, by whatever way they ask", { timeout: 300_000 }, async () => {
    const random = new Random(seed);
    const seen = new Map<number, number>();
    for (let round = 0; round < SCENES; round++) {
      const stage = stages[round % stages.length] as PolicyStage;
      const scene = { ...stage.scene(random), kind: "blind" as const, state: "published" as const };
      await stage.set(scene);
      const told = (what: object) => JSON.stringify({ seed, round, ...scene, parts: [...scene.parts], ...what });
      for (let asked = 0; asked < ASKED.layers; asked++) {
        const who = random.pick(stage.people) as Actor;
        const layer = random.pick(stage.layers) as StagedLayer;
        const situation = situationIn(scene, layer, who);
        const may = (right: Right) => who.role !== "stranger" && mayIn(situation, who.role, right);
        const what = random.pick(LAYER_OPERATIONS) as string;
        const operation = operationIn(layer, who, what, stage);
        if (operation) {
          const expected = !may("read") ? 404 : operation.needs.every(may) ? 200 : 403;
          const { status } = await who.client.post(`/api/layers/${layer.id}/operations`, {
            operations: operation.send,
          });
          expect(status, told({ who: who.name, layer, what })).toBe(expected);
          seen.set(status, (seen.get(status) ?? 0) + 1);
        }
        const asks = asked % 4 === 0 ? await reads(stage, who, layer) : [];
        for (const [way, reached] of asks) expect(reached, told({ who: who.name, layer, way })).toBe(may("read"));
        if (asked >= ASKED.sockets) continue;
        const rights = await opens(who, layer);
        const names = ["read", "annotate", "comment", "change others'"] as const;
        expect(rights, told({ who: who.name, layer })).toEqual(names.map(may));
      }
    }
    for (const status of [200, 403, 404]) expect(seen.get(status) ?? 0, `${status}, seed ${seed}`).toBeGreaterThan(5);
  });

  it("lets everybody do with assignments what the documents say, in whatever state they are", {
    timeout: 300_000,
  }, async () => {
    const random = new Random(seed + 1);
    const seen = new Map<number, number>();
    for (let round = 0; round < SCENES; round++) {
      const stage = stages[round % stages.length] as PolicyStage;
      const scene = stage.scene(random);
      for (let asked = 0; asked < ASKED.assignment; asked++) {
        await stage.set(scene);
        const who = random.pick(stage.people) as Actor;
        const what = random.pick(
          ASSIGNMENT_OPERATIONS.filter((one) => one !== "delete" || scene.state !== "draft"),
        ) as AssignmentOperation;
        // In the second article nobody has begun; in the first all have, and the agreed layer is there.
        const begun = random.chance(0.5);
        const { opened, due, ...rest } = scene;
        const situation: AssignmentSituation = { ...rest, opened, due, ...stateOf(scene, who), begun, agreed: begun };
        const expected = verdictOn(what, who.role, situation);
        const status = await ask(stage, who, what, scene, begun);
        if (status === null) continue;
        const told = { seed, round, who: who.name, what, situation, parts: [...scene.parts] };
        expect(status, JSON.stringify(told)).toBe(expected);
        seen.set(status, (seen.get(status) ?? 0) + 1);
        if (what === "begin" || what === "agree") await stage.forget();
      }
    }
    for (const status of [200, 403, 404, 409])
      expect(seen.get(status) ?? 0, `${status}, seed ${seed}`).toBeGreaterThan(3);
  });
});

/** Whether each way of reading shows this layer, of which lists, searches, counts and exports are some. */
async function reads(stage: PolicyStage, { client }: Actor, layer: StagedLayer): Promise<[string, boolean][]> {
  const base = `/api/workspaces/${stage.workspace.id}`;
  const text = async (path: string) => JSON.stringify((await client.get(path)).body);
  const first = [...layer.work.values()][0]?.annotation as string;
  const { body: article } = await client.get<Article>(`/api/articles/${stage.article.id}`);
  return [
    ["list", (await text(`${base}/annotations?layer=${layer.id}`)).includes(first)],
    ["search", (await text(`${base}/annotations?q=${encodeURIComponent(`words ${layer.id}`)}`)).includes(first)],
    ["export", (await text(`${base}/exports/annotations.csv?layer=${layer.id}`)).includes(first)],
    ["article", article.layers?.some(({ id }) => id === layer.id) ?? false],
  ];
}

/** What a socket gets: to read, and the rights that it is greeted with. */
async function opens({ client }: Actor, layer: StagedLayer): Promise<boolean[]> {
  const socket = RawClient.of(client, `layer/${layer.id}`);
  const closed = socket.closed.then((code) => ({ code }));
  const greeted = until(() => socket.hellos.length > 0, 10_000).then(
    () => ({ code: 0 }),
    () => ({ code: -1 }),
  );
  const { code } = await Promise.race([closed, greeted]);
  const [hello] = socket.hellos;
  socket.close();
  if (!hello) {
    expect(code).toBe(4404);
    return [false, false, false, false];
  }
  return [true, hello.canAnnotate, hello.canComment, hello.canModerate];
}

/** The answer's status; null when there is nothing to ask. */
async function ask(
  stage: PolicyStage,
  { client }: Actor,
  what: AssignmentOperation,
  scene: Scene,
  begun: boolean,
): Promise<number | null> {
  const id = stage.assignment.id;
  const path = `/api/assignments/${id}`;
  const article = begun ? stage.article.id : stage.other.id;
  const inList = async (query: string) => {
    const list = await client.get<Page<AssignmentSummary>>(
      `/api/workspaces/${stage.workspace.id}/assignments?${query}`,
    );
    return list.status === 200 && !list.body.items.some((one) => one.id === id) ? 404 : list.status;
  };
  const status = async (answer: Promise<{ status: number }>) => {
    const { status: code } = await answer;
    return code >= 200 && code < 300 ? 200 : code;
  };
  switch (what) {
    case "look":
      return status(client.get(path));
    case "list":
      return inList("");
    case "list the deleted":
      return inList("deleted=1");
    case "change":
      return status(client.patch(path, { title: "Another" }));
    case "extend": {
      const somebody = stage.coders.find((one) => stateOf(scene, one).part === "takes part");
      return somebody ? status(client.patch(`${path}/people/${somebody.actor}`, { extendedUntil: null })) : null;
    }
    case "grid":
      return status(client.get(`${path}/grid`));
    case "export the grid":
      return status(client.get(`${path}/grid.csv`));
    case "begin":
      return status(client.post(`/api/articles/${article}/layers`, { kind: "blind", assignment: id }));
    case "agree":
      return status(client.post(`/api/articles/${article}/layers`, { kind: "consensus", assignment: id }));
    case "delete":
      return status(client.delete(path));
    case "take back":
      return status(client.post(`${path}/take-back`));
    default:
      return status(client.post(`${path}/${what}`));
  }
}
