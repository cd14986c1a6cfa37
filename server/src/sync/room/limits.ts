/** What a room takes from one connection; DESIGN and SECURITY give the numbers. */
export const ROOM_LIMITS = {
  /** Bytes of one update. */
  update: 256 * 1024,
  /** Bytes of one SyncStep2: what somebody did offline. */
  syncStep2: 2 * 1024 * 1024,
  /** Bytes of one awareness frame: a stock client sends back every state it is told of. */
  awareness: 64 * 1024,
  /** Bytes of one state vector. */
  stateVector: 256 * 1024,
  updatesPerSecond: 30,
  updateBurst: 200,
  /** Asking for the whole document is dear. */
  joinsPerSecond: 0.5,
  joinBurst: 10,
  awarenessPerSecond: 20,
  awarenessBurst: 60,
  /** Frames of any kind: what the limits of each kind add up to, and some. */
  framesPerSecond: 200,
  frameBurst: 2_000,
  /** Updates kept until the connection's SyncStep2 has come. */
  held: 256,
  /** Bytes of them. */
  heldBytes: 2 * 1024 * 1024,
  /** Frames of one connection that wait in the queue. */
  queuedFrames: 1_000,
  /** Bytes of updates that wait in a room's queue. */
  queuedBytes: 64 * 1024 * 1024,
  /** Updates in one batch. */
  batch: 512,
  /** An update larger than this is judged in slices, alone. */
  sliced: 32 * 1024,
  /** Bytes that a peer may leave unread. */
  sendBuffer: 4 * 1024 * 1024,
  /** Bytes of whole documents on their way to all peers of the process; more joins wait. */
  unreadWholes: 256 * 1024 * 1024,
  /** How long somebody who joins counts in that, ms. */
  wholePatience: 5_000,
  /** Bytes that all peers of the process may leave unread together. */
  unreadInAll: 768 * 1024 * 1024,
  socketsPerUser: 10,
  /** Least time between commits of a busy room, ms: min(windowMax, sockets / 3). */
  windowMax: 33,
  /** Silence after which a frame is sent, ms: y-websocket reconnects after 30 s without one. */
  keepAlive: 15_000,
} as const;
