interface ImportMetaEnv {
  /** A hash of the schemas that answers are parsed by: see vite.config.ts. Absent in tests. */
  readonly POSTIL_SCHEMA?: string;
}
