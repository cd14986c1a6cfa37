import type { CloseCode } from "@postil/shared/protocol/close-codes";
import type { Connection } from "../../room/connection.ts";
import { receiveFrame } from "../../room/receive.ts";
import { Room } from "../../room/room.ts";
import type { RoomAccess, RoomSocket } from "../../room/socket.ts";
import type { UpdateLog } from "../../update-log.ts";
import { DATABASE_AWAY, type SimulatedLog } from "./simulated-log.ts";
import type { World } from "./world.ts";

/** The far end of a socket. */
export interface Peer {
  frame(frame: Uint8Array): void;
  closed(code: number): void;
}

/** What a client that lost its connection without a close is told. */
export const CUT = 1006;

/**
 * A socket over a network that delays: each direction keeps its order, and nothing holds between two sockets. Cut, it
 * loses what is on its way to the client; what is on its way to the server may still arrive, after the client has come
 * back by another one.
 */
export class SimulatedSocket implements RoomSocket {
  isOpen = true;
  readonly bufferedAmount = 0;
  private peerOpen = true;
  private upTill = 0;
  private downTill = 0;
  private connection: Connection | null = null;
  private room: Room | null = null;
  private early: Uint8Array[] = [];

  constructor(
    private readonly world: World,
    private readonly peer: Peer,
  ) {}

  /** The server's end: the room has let it in. */
  joined(room: Room, connection: Connection): void {
    this.room = room;
    this.connection = connection;
    for (const frame of this.early.splice(0)) this.arrive(frame);
  }

  send(frame: Uint8Array): void {
    this.world.sent(frame);
    this.down(() => this.peer.frame(frame));
  }

  close(code: CloseCode): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.down(() => this.end(code));
  }

  /** The client's end. */
  upload(frame: Uint8Array): void {
    const { time, random } = this.world;
    this.upTill = Math.max(this.upTill, time.now + 1 + random.below(20));
    time.after(this.upTill - time.now, () => this.arrive(frame));
  }

  cut(): void {
    const { time, random } = this.world;
    this.end(CUT);
    if (random.chance(0.5)) this.isOpen = false;
    // The server finds out later, or learns it at once.
    time.after(random.chance(0.5) ? 0 : random.below(300), () => {
      this.isOpen = false;
      if (this.connection) this.room?.leave(this.connection);
    });
  }

  private arrive(frame: Uint8Array): void {
    if (!this.isOpen) return;
    if (this.room && this.connection) receiveFrame(this.room, this.connection, frame, this.world.time.now);
    else this.early.push(frame);
  }

  private down(run: () => void): void {
    const { time, random } = this.world;
    this.downTill = Math.max(this.downTill, time.now + 1 + random.below(20));
    time.after(this.downTill - time.now, () => {
      if (this.peerOpen) run();
    });
  }

  private end(code: number): void {
    if (!this.peerOpen) return;
    this.peerOpen = false;
    this.peer.closed(code);
    if (this.connection) this.room?.leave(this.connection);
  }
}

/** One process: at most one room for the one document, opened for whoever comes. */
export class SimulatedServer {
  room: Room | null = null;
  kills = 0;
  private opening: Promise<Room> | null = null;
  private life = {};
  private sockets = new Set<SimulatedSocket>();
  private log: UpdateLog;

  constructor(
    private readonly world: World,
    private readonly shared: SimulatedLog,
  ) {
    this.log = this.reach();
  }

  /** Accepts a socket, decides who it is, and lets it in or closes it. */
  connect(peer: Peer, userId: string): SimulatedSocket {
    const socket = new SimulatedSocket(this.world, peer);
    this.sockets.add(socket);
    void this.decide(socket, userId);
    return socket;
  }

  /** kill -9: its sockets break, and what it had not yet stored never is. */
  kill(): void {
    this.kills++;
    this.life = {};
    this.log = this.reach();
    this.room = null;
    this.opening = null;
    const { sockets } = this;
    this.sockets = new Set();
    for (const socket of sockets) {
      socket.isOpen = false;
      socket.cut();
    }
  }

  /** As the server does when it learns that somebody's rights have changed. */
  rightsChanged(userId: string): void {
    this.room?.rightsChanged();
    this.room?.closeWhere((who) => who.userId === userId, 4503, "your rights have changed");
  }

  private reach(): UpdateLog {
    const { life } = this;
    return this.shared.reachedBy(() => this.life === life);
  }

  private async decide(socket: SimulatedSocket, userId: string): Promise<void> {
    const { world, life } = this;
    await world.time.wait(world.random.below(10));
    const access = world.accessOf(userId);
    let room: Room;
    try {
      this.opening ??= this.open();
      room = await this.opening;
    } catch (error) {
      this.opening = null;
      if (!(error instanceof Error) || error.message !== DATABASE_AWAY) world.broken(`a room can't open: ${error}`);
      socket.close(4503);
      return;
    }
    if (this.life !== life) return;
    if (access === null) return socket.close(4404);
    if (!room.isOpen) return socket.close(4503);
    socket.joined(room, room.join(socket, access, { hello: true, epoch: null, schema: null }));
  }

  private async open(): Promise<Room> {
    const { world, log } = this;
    const loaded = await log.load(this.shared.name);
    if (!loaded) throw new Error("no document");
    const room: Room = new Room(loaded, {
      log,
      derived: null,
      text: null,
      hasPresence: false,
      authorize: async (userId): Promise<RoomAccess | null> => {
        await world.time.wait(world.random.below(4));
        return world.accessOf(userId);
      },
      committed: () => undefined,
      closed: () => {
        if (this.room !== room) return;
        this.room = null;
        this.opening = null;
      },
      report: (_level, message, error) => {
        const passing = error instanceof Error && error.message === DATABASE_AWAY;
        if (!passing && this.log === log) world.broken(`${message}: ${error}`);
      },
      now: () => world.time.now,
    });
    this.room = room;
    return room;
  }
}
