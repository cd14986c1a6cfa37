import { AppError } from "../platform/errors.ts";
import type { Room } from "./room/room.ts";

export function unavailable(): AppError {
  return new AppError(503, "unavailable", "The server can't take this in just now. Nothing was changed: try again.");
}

/** A room that has closed meanwhile fails what waited in it; everything else is the caller's to know. */
export function asUnavailable(room: Room): (error: unknown) => never {
  return (error) => {
    if (error instanceof AppError || room.isOpen) throw error;
    throw unavailable();
  };
}
