import { Logger } from "@nestjs/common";
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from "@nestjs/websockets";
import { idSchema } from "@postil/shared/schema/ids";
import { DataSource } from "typeorm";
import { z } from "zod";
import { SessionService } from "../accounts/sessions.ts";
import { AccessService } from "../workspaces/access.ts";
import { codesBlind } from "../workspaces/layer-visibility.ts";
import { signedInAtUpgrade } from "./live.adapter.ts";
import { LiveNotices } from "./live-notices.ts";
import { type LiveServer, type LiveSocket, sessionRoom, userRoom, workspaceRoom } from "./live-server.ts";

const placeSchema = z.strictObject({ workspaceId: idSchema, articleId: idSchema.nullable() });
type Place = z.infer<typeof placeSchema>;

/** More tabs than anybody has; a script that opens them without end is stopped here. */
const SOCKETS_PER_USER = 50;

/** Lets pages say where their person is. What goes the other way is LiveNotices'. */
@WebSocketGateway()
export class LiveGateway
  implements OnGatewayInit<LiveServer>, OnGatewayConnection<LiveSocket>, OnGatewayDisconnect<LiveSocket>
{
  private readonly logger = new Logger("Live");

  constructor(
    private readonly sessions: SessionService,
    private readonly access: AccessService,
    private readonly dataSource: DataSource,
    private readonly notices: LiveNotices,
  ) {}

  afterInit(server: LiveServer): void {
    this.notices.attach(server);
  }

  async handleConnection(socket: LiveSocket): Promise<void> {
    const signedIn = signedInAtUpgrade(socket.request);
    if (!signedIn || this.notices.countOf(signedIn.userId) >= SOCKETS_PER_USER) {
      socket.disconnect(true);
      return;
    }
    socket.data = { signedIn, turn: 0, entering: Promise.resolve(false) };
    void socket.join([userRoom(signedIn.userId), sessionRoom(signedIn.sessionHash)]);
    // The session may have ended between the upgrade and the joining of its room, where nobody would have heard.
    try {
      if (await this.sessions.signedIn(socket.request.headers.cookie)) return;
      socket.emit("signedOut");
    } catch (error) {
      this.fail(error);
    }
    socket.disconnect(true);
  }

  handleDisconnect(socket: LiveSocket): void {
    this.notices.presence.leave(socket.id);
  }

  /** Answers whether the person may be there; where they may not, they are nowhere. */
  @SubscribeMessage("enter")
  enter(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): Promise<boolean> {
    const place = placeSchema.safeParse(body);
    if (!place.success || !socket.data.signedIn) return Promise.resolve(false);
    socket.data.turn += 1;
    const turn = socket.data.turn;
    // One after the other, and only the newest: who enters without end asks the database one question at a time.
    socket.data.entering = socket.data.entering
      .then(() => turn === socket.data.turn && this.move(socket, place.data, turn))
      .catch((error: unknown) => {
        this.fail(error);
        return false;
      });
    return socket.data.entering;
  }

  @SubscribeMessage("leave")
  leave(@ConnectedSocket() socket: LiveSocket): void {
    if (!socket.data.signedIn) return;
    socket.data.turn += 1;
    this.leavePlace(socket);
  }

  private async move(socket: LiveSocket, place: Place, turn: number): Promise<boolean> {
    const { userId } = socket.data.signedIn;
    const member = await this.notices.whileRightsStay(() => this.member(userId, place));
    if (turn !== socket.data.turn || !socket.connected) return false;
    if (this.notices.presence.place(socket.id)?.workspaceId !== place.workspaceId || !member) this.leavePlace(socket);
    if (!member) return false;
    void socket.join(workspaceRoom(place.workspaceId));
    const { actor, name, colour, hidden } = member;
    const articleId = hidden ? null : place.articleId;
    this.notices.presence.enter(socket.id, { ...place, articleId, userId, actor, name, colour });
    return true;
  }

  private leavePlace(socket: LiveSocket): void {
    const place = this.notices.presence.place(socket.id);
    if (!place) return;
    void socket.leave(workspaceRoom(place.workspaceId));
    this.notices.presence.leave(socket.id);
  }

  /** `hidden`: they code the article blind, and nobody may see that they have it open. */
  private async member(userId: string, { workspaceId, articleId }: Place) {
    const member = await this.access.find(userId, workspaceId);
    if (!member || articleId === null) return member && { ...member, hidden: false };
    const rows: { hidden: boolean }[] = await this.dataSource.query(
      `SELECT ${codesBlind("a.id")} AS hidden
         FROM article a JOIN member m ON m.workspace_id = a.workspace_id AND m.user_id = $3
        WHERE a.id = $1 AND a.workspace_id = $2`,
      [articleId, workspaceId, userId],
    );
    return rows[0] ? { ...member, hidden: rows[0].hidden } : null;
  }

  private fail(error: unknown): void {
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
