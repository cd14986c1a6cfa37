/** What the set-up of a run hands to its test files, by `inject(name)`. */
declare module "vitest" {
  export interface ProvidedContext {
    /** `file:` URL of the embedded database's worker, built from the sources. */
    embeddedWorker: string;
    /** The same of the worker that snapshots are built in. */
    compactionWorker: string;
    /** The same of the program that a sandbox's child runs. */
    sandboxTasks: string;
    /** A data folder with an embedded database that has all its tables; "" when the run is on PostgreSQL. */
    embeddedTemplate: string;
    /** URL of a database that has all its tables, to be copied; "" when the run is on the embedded database. */
    postgresTemplate: string;
  }
}

export {};
