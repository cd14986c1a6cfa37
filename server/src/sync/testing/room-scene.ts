import { Room } from "../room/room.ts";
import type { RoomAccess } from "../room/socket.ts";
import { accessOf, FakeClient } from "./fake-client.ts";
import { annotator, instructor } from "./judged-document.ts";
import { MemoryUpdateLog } from "./memory-update-log.ts";

export const NOW = 1_750_000_000_000;
export const ann = accessOf(annotator("actor-of-ann-0000"));
export const ben = accessOf(annotator("actor-of-ben-0000"));
export const inge = accessOf(instructor("actor-of-inge-000"));

/** As whom the shared operations write. */
export const by = (access: RoomAccess) => ({ actor: access.actor, now: NOW });

/** A log in memory, a room on it, and what the room has told of itself. */
export class RoomScene {
  readonly log = new MemoryUpdateLog();
  /** How often a room has closed. */
  closed = 0;
  readonly reports: string[] = [];
  readonly rights = new Map<string, RoomAccess | null>([ann, ben, inge].map((access) => [access.userId, access]));
  private opened: Room | null = null;

  static async begin(): Promise<RoomScene> {
    const scene = new RoomScene();
    scene.opened = await scene.openRoom();
    return scene;
  }

  get room(): Room {
    if (!this.opened) throw new Error("no room has been opened");
    return this.opened;
  }

  /** Another room on the same log, as another server would open it. */
  async openRoom(): Promise<Room> {
    const loaded = await this.log.load();
    if (!loaded) throw new Error("no document");
    return new Room(loaded, {
      log: this.log,
      derived: null,
      text: null,
      hasPresence: true,
      authorize: async (userId) => this.rights.get(userId) ?? null,
      committed: () => undefined,
      closed: () => this.closed++,
      report: (_level, message) => this.reports.push(message),
    });
  }

  /** Somebody who has joined the scene's room and synced. */
  async enter(access: RoomAccess, options: { stock?: boolean } = {}): Promise<FakeClient> {
    const client = new FakeClient(this.room, access, options);
    client.sync();
    await this.room.flushed();
    return client;
  }
}

/** A promise and the function that fulfils it. */
export function gateway(): { passed: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}
