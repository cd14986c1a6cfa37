/*
 * The rival: a bare relay that stores and checks nothing. Each message goes to everybody else who is connected.
 * Prints its port.
 */
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
server.on("listening", () => console.log(`listening ${server.address().port}`));
server.on("connection", (socket) => {
  socket.on("message", (data) => {
    for (const other of server.clients) if (other !== socket && other.readyState === 1) other.send(data);
  });
});
