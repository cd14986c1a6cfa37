/** Which database this is. Features inject it by class. */
export class DatabaseInfo {
  constructor(readonly kind: "embedded" | "postgresql") {}
}
