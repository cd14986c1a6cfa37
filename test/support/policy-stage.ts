import type { Assignment } from "@postil/shared/schema/assignment";
import type { Role } from "@postil/shared/schema/role";
import type { Part } from "../../server/src/sync/testing/policy-oracle.ts";
import type { Random } from "../../server/src/sync/testing/random.ts";
import { type ArticlePlace, operate, type Person, Workspace } from "./annotation-fixtures.ts";
import type { AssignmentSituation } from "./assignment-oracle.ts";
import { act, blindLayer, publish } from "./assignments.ts";
import { good, HttpClient } from "./http-client.ts";
import type { TestServer } from "./test-server.ts";

/** Somebody of the stage. `part`: what they have in the assignment just now. */
export interface Actor extends Person {
  name: string;
  role: Role | "stranger";
  /** Whom they write as in the assignment's layers. */
  coder: string;
}

export interface StagedLayer {
  id: string;
  kind: "team" | "private" | "blind" | "consensus";
  /** Of a private or blind one. */
  owner: Actor | null;
  /** Annotation and comment of each who wrote there, by name. */
  work: Map<string, { annotation: string; comment: string }>;
}

/** How the assignment is with one of its people. */
export interface PartState {
  part: Part;
  adjudicates: boolean;
  submitted: boolean;
  extended: boolean;
}

export type Scene = Pick<
  AssignmentSituation,
  "kind" | "state" | "opened" | "due" | "reveal" | "revealed" | "deleted"
> & {
  parts: ReadonlyMap<string, PartState>;
};

/** Whose blind layers there are; the first has none and is an instructor who can only lead. */
const CODERS: readonly [string, Role][] = [
  ["Coding lead", "instructor"],
  ["Ann", "annotator"],
  ["Art", "annotator"],
  ["Con", "commenter"],
  ["Vic", "viewer"],
];

/** A workspace with work in every kind of layer, whose one assignment can be put into any state. */
export class PolicyStage {
  readonly people: Actor[] = [];
  readonly layers: StagedLayer[] = [];

  private constructor(
    private readonly server: TestServer,
    readonly workspace: Workspace,
    readonly article: ArticlePlace,
    /** In the assignment too; nobody has begun with it. */
    readonly other: ArticlePlace,
    readonly tag: string,
    readonly assignment: Assignment,
    private readonly pseudonyms: boolean,
  ) {}

  static async build(server: TestServer, pseudonyms: boolean): Promise<PolicyStage> {
    const workspace = await Workspace.create(server.url, "Stage", "Owner");
    const [article, other] = [await workspace.article("One", "Some words."), await workspace.article("Two", "More.")];
    const coders = await Promise.all(
      CODERS.map(async ([name, role]) => ({ name, role, ...(await workspace.join(role, name)) })),
    );
    const tag = await workspace.tag("Theme");
    const body = {
      articles: [article.id, other.id],
      people: coders.map(({ actor }) => actor),
      kind: "blind",
      pseudonyms,
    };
    const assignment = await publish(workspace.owner, workspace.id, { ...body, adjudicators: [coders[1]?.actor] });
    const stage = new PolicyStage(server, workspace, article, other, tag, assignment, pseudonyms);
    const coderOf = (actor: string) => assignment.people?.find((one) => one.actor === actor)?.work?.actor ?? actor;
    stage.people.push({ name: "Owner", role: "owner", ...workspace.owner, coder: workspace.owner.actor });
    for (const one of coders) stage.people.push({ ...one, coder: coderOf(one.actor) });
    const guest = await workspace.join("annotator", "Guest");
    stage.people.push({ name: "Guest", role: "annotator", ...guest, coder: guest.actor });
    const stranger = await HttpClient.register(server.url, "Stranger");
    stage.people.push({ name: "Stranger", role: "stranger", client: stranger, actor: "", coder: "" });
    await stage.write();
    return stage;
  }

  person(name: string): Actor {
    const found = this.people.find((one) => one.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  }

  /** Whoever is or was asked to take part. */
  get coders(): Actor[] {
    return CODERS.map(([name]) => this.person(name));
  }

  /** Puts the assignment into this state, whatever has been done to it. */
  async set(scene: Scene): Promise<void> {
    const { kind, state, opened, due, reveal, revealed, deleted } = scene;
    const id = this.assignment.id;
    const { manager } = this.server.dataSource;
    await manager.query(
      `update assignment set kind = $2, state = $3, opens_at = case when $4 then null else now() + interval '1 day' end,
         due_at = case $5 when 'to come' then now() + interval '2 days' when 'over' then now() - interval '1 hour' end,
         reveal = $6, revealed_at = case when $7 then now() end, deleted_at = case when $8 then now() end,
         everyone = false, title = 'Reading', pseudonyms = $9
         where id = $1`,
      [id, kind, state, opened, due, reveal, revealed, deleted, this.pseudonyms && kind === "blind"],
    );
    const parts = this.coders.map(({ name, actor }) => ({ actor, ...(scene.parts.get(name) as PartState) }));
    await manager.query("delete from assignment_person where assignment_id = $1", [id]);
    await manager.query(
      `insert into assignment_person (assignment_id, actor_id, coder_actor, chosen, adjudicates, extended_until,
           submitted_at, revealed_at, removed_at)
         select $1, actor, coder, true, adjudicates, case when extended then now() + interval '3 days' end,
                case when submitted then now() end, case when submitted and $2 then now() end, case when "out" then now() end
           from jsonb_to_recordset($3::jsonb)
             as r(actor text, coder text, adjudicates boolean, extended boolean, submitted boolean, "out" boolean)`,
      [
        id,
        reveal === "each",
        JSON.stringify(
          parts
            .filter(({ part }) => part !== "none")
            .map((one) => ({
              ...one,
              coder: this.coders.find(({ actor }) => actor === one.actor)?.coder,
              out: one.part === "taken out",
            })),
        ),
      ],
    );
  }

  /** Takes out the layers that were begun in the other article. */
  async forget(): Promise<void> {
    const { manager } = this.server.dataSource;
    const [gone] = await manager.query<[{ id: string }[], number]>(
      "delete from layer where article_id = $1 and assignment_id is not null returning id",
      [this.other.id],
    );
    await manager.query("delete from document where id = any($1::text[])", [gone.map(({ id }) => `layer/${id}`)]);
  }

  /** A state at random, in which everybody who has written in it has or had a part. */
  scene(random: Random): Scene {
    const draft = random.chance(0.15);
    const kind = random.chance(0.85) ? "blind" : "together";
    const opened = draft || random.chance(0.85);
    const revealed = !draft && kind === "blind" && random.chance(0.4);
    return {
      kind,
      state: draft ? "draft" : "published",
      opened,
      // What is due before it opens can't be stored.
      due: random.pick(opened ? ["none", "to come", "over"] : ["none", "to come"]) as Scene["due"],
      reveal: kind === "blind" && random.chance(0.3) ? "each" : "manual",
      revealed,
      deleted: !draft && random.chance(0.2),
      parts: new Map(
        CODERS.map(([name], index) => [
          name,
          {
            part: random.chance(0.25) ? "taken out" : "takes part",
            adjudicates: kind === "blind" && (index === 1 || random.chance(0.2)),
            submitted: !draft && random.chance(0.5),
            extended: random.chance(0.2),
          },
        ]),
      ),
    };
  }

  /** Work in every layer there is, and the agreed one opened, as people would have done it. */
  private async write(): Promise<void> {
    const { workspace, article, assignment } = this;
    const place = async (id: string, kind: StagedLayer["kind"], owner: Actor | null, authors: Actor[]) => {
      const layer: StagedLayer = { id, kind, owner, work: new Map() };
      for (const author of authors) {
        const [annotation = ""] = await operate(author, id, [{ op: "annotate", on: "article", note: `words ${id}` }]);
        const [comment = ""] = await operate(author, id, [{ op: "comment", annotation, text: "A reply" }]);
        layer.work.set(author.name, { annotation, comment });
      }
      this.layers.push(layer);
    };
    const [owner, ann, vic] = [this.person("Owner"), this.person("Ann"), this.person("Vic")];
    await place(article.team, "team", null, [owner, ann, this.person("Guest")]);
    for (const one of [ann, vic]) await place(await workspace.privateLayer(one, article), "private", one, [one]);
    for (const one of this.coders) {
      const layer = await blindLayer(one, assignment, article.id);
      await place(layer.id, "blind", one, [one]);
    }
    await act(owner, assignment, "reveal");
    const body = { kind: "consensus", assignment: assignment.id };
    const agreed = await owner.client.post<{ id: string }>(`/api/articles/${article.id}/layers`, body);
    await place(good(agreed).id, "consensus", null, [owner, ann]);
  }
}
