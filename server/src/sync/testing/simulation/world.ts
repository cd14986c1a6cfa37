import { articleText } from "@postil/shared/document/text-document";
import { MESSAGE_SYNC } from "@postil/shared/protocol/frames";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { DocumentState } from "../../room/document-state.ts";
import { SYNC_STEP_1 } from "../../room/frames.ts";
import type { RoomAccess } from "../../room/socket.ts";
import { accessOf } from "../fake-client.ts";
import { annotator, commenter, instructor, viewer } from "../judged-document.ts";
import { Random } from "../random.ts";
import { missingOf } from "./covered.ts";
import { seedCrypto } from "./seeded-crypto.ts";
import { SimulatedLog } from "./simulated-log.ts";
import { SimulatedServer } from "./simulated-server.ts";
import { SimulatedTab } from "./simulated-tab.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface Person {
  readonly id: string;
  access: RoomAccess;
  member: boolean;
  /** Counts up with every change of what they may do. */
  rights: number;
}

const ROLES = [viewer, commenter, annotator, annotator, instructor];
const MOST_TABS = 8;

/** People with tabs, two servers and one database, for as long as one seed says. */
export class World {
  readonly random: Random;
  readonly kind: "layer" | "text";
  readonly log: SimulatedLog;
  readonly people: Person[] = [];
  readonly tabs: SimulatedTab[] = [];
  /** What must never happen, and has. */
  readonly broke: string[] = [];
  private readonly servers: SimulatedServer[];
  private readonly checked = new WeakSet<Uint8Array>();
  private calm = false;

  constructor(
    seed: number,
    readonly time: VirtualTime,
  ) {
    seedCrypto(seed);
    this.random = new Random(seed);
    this.kind = seed % 4 === 0 ? "text" : "layer";
    this.log = new SimulatedLog(this.kind, time, this.random, this.kind === "text" ? firstText() : null);
    this.servers = [new SimulatedServer(this, this.log), new SimulatedServer(this, this.log)];
    const roles = [annotator, annotator, instructor, this.kind === "text" ? instructor : commenter];
    roles.forEach((role, number) => {
      const id = `actor-of-person-${number}`;
      this.people.push({ id, access: accessOf(role(id)), member: true, rights: 0 });
    });
    for (const person of this.people) this.tabs.push(new SimulatedTab(this, person));
    for (const tab of this.tabs) tab.connect();
  }

  /** What the database says now that somebody may do. */
  accessOf(userId: string): RoomAccess | null {
    const person = this.people.find(({ id }) => id === userId);
    if (!person?.member) return null;
    return { ...person.access, aclVersion: this.log.aclVersion, name: String(person.rights) };
  }

  serverFor(_tab: SimulatedTab): SimulatedServer {
    const [one, two] = this.servers as [SimulatedServer, SimulatedServer];
    return this.calm || this.random.chance(0.6) ? one : two;
  }

  tabLost(tab: SimulatedTab): void {
    this.time.after(20 + this.random.below(300), () => tab.connect());
  }

  broken(what: string): void {
    this.broke.push(what);
  }

  missing(update: Uint8Array): string | null {
    return missingOf(update, this.log.disk);
  }

  /** Every frame of a server: nobody may be told what isn't stored. */
  sent(frame: Uint8Array): void {
    if (this.checked.has(frame)) return;
    this.checked.add(frame);
    const decoder = decoding.createDecoder(new Uint8Array(frame));
    if (decoding.readVarUint(decoder) !== MESSAGE_SYNC || decoding.readVarUint(decoder) === SYNC_STEP_1) return;
    const missing = this.missing(decoding.readVarUint8Array(decoder));
    if (missing) this.broken(`sent and not in the log: ${missing}`);
  }

  /** Everybody writes, and all that can go wrong does. */
  async storm(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      this.step();
      await this.time.run(5 + this.random.below(25));
    }
  }

  /** All is well again: everybody comes back and stays until nothing is under way. */
  async settle(): Promise<void> {
    this.calm = true;
    this.log.failing = false;
    for (const person of this.people) if (!person.member) this.changeRights(person, true);
    for (const server of this.servers) server.kill();
    for (let rounds = 0; rounds < 200; rounds++) {
      for (const tab of this.tabs) tab.connect();
      await this.time.run(200);
      if (this.tabs.every((tab) => tab.isQuiet)) break;
    }
    // What the last of them wrote reaches the others.
    await this.time.run(1_000);
  }

  /** Everybody's copy and what a server that starts now would load, as text to compare. */
  copies(): { who: string; copy: string }[] {
    const reloaded = new DocumentState(this.log.loaded());
    const copies = this.tabs.map((tab) => ({ who: tab.person.id, copy: this.describe(tab.doc) }));
    copies.push({ who: "a reload", copy: this.describe(reloaded.doc) });
    reloaded.destroy();
    return copies;
  }

  destroy(): void {
    for (const server of this.servers) server.kill();
    for (const { doc } of this.tabs) doc.destroy();
    this.log.disk.destroy();
  }

  private step(): void {
    const { random } = this;
    const tab = random.pick(this.tabs) as SimulatedTab;
    const dice = random.next();
    if (dice < 0.7) tab.edit();
    else if (dice < 0.76) tab.disconnect();
    else if (dice < 0.84) tab.connect();
    else if (dice < 0.86) tab.resync();
    else if (dice < 0.89) tab.reload();
    else if (dice < 0.91 && this.tabs.length < MOST_TABS) {
      const another = new SimulatedTab(this, tab.person, tab);
      this.tabs.push(another);
      another.connect();
    } else if (dice < 0.95) this.changeRights(random.pick(this.people) as Person, !random.chance(0.2));
    else if (dice < 0.97) this.log.compact();
    else if (dice < 0.985) random.pick(this.servers)?.kill();
    // Several people at once.
    else for (const each of this.tabs) each.edit();
  }

  private changeRights(person: Person, member: boolean): void {
    const role = this.random.pick(ROLES) ?? annotator;
    person.access = accessOf(role(person.id));
    person.member = member;
    person.rights++;
    this.log.aclVersion++;
    // One server is told at once, the other finds out by itself.
    this.random.pick(this.servers)?.rightsChanged(person.id);
  }

  private describe(doc: Y.Doc): string {
    const state = [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b);
    const pending = doc.store.pendingStructs ?? doc.store.pendingDs;
    const content = this.kind === "text" ? articleText(doc).toString() : this.entries(doc);
    return JSON.stringify({ state, pending: pending !== null, content });
  }

  private entries(doc: Y.Doc): unknown {
    const reloaded = this.log.disk;
    return [...reloaded.share.keys()]
      .sort()
      .map((name) => [name, Object.entries(doc.getMap(name).toJSON()).sort(byKey)]);
  }
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** An article's text as the transaction that creates it stores it. */
function firstText(): Uint8Array {
  const doc = new Y.Doc();
  articleText(doc).insert(0, "The first line of an article.\nThe second one.\n");
  const bytes = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return bytes;
}
