import { connect, createServer, type Socket } from "node:net";

/** A wire between two programs that can be broken as networks break. */
export interface TcpProxy {
  readonly port: number;
  /**
   * From now on nothing passes, in no direction and on no connection, new ones included; nobody is told. What was sent
   * meanwhile is lost.
   */
  swallow(): void;
  /** New connections work again; those that there were stay dead without a word, as after a failover. */
  passNew(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(to: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let swallowing = false;
  const server = createServer((near) => {
    sockets.add(near);
    near.on("error", () => near.destroy());
    near.on("close", () => sockets.delete(near));
    if (swallowing) {
      near.resume();
      return;
    }
    const far = connect(to);
    sockets.add(far);
    let dead = false;
    deaths.add(() => {
      dead = true;
    });
    const forward = (from: Socket, into: Socket) => {
      from.on("data", (chunk) => {
        if (!dead) into.write(chunk);
      });
      from.on("close", () => {
        sockets.delete(from);
        if (!dead) into.destroy();
      });
    };
    forward(near, far);
    forward(far, near);
    far.on("error", () => far.destroy());
  });
  const deaths = new Set<() => void>();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    swallow() {
      swallowing = true;
      for (const die of deaths) die();
      deaths.clear();
    },
    passNew() {
      swallowing = false;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
