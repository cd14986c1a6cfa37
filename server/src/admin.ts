import "reflect-metadata";
import { runAdmin } from "./run-admin.ts";

/* What `npm run admin -- <command>` runs. */
process.exitCode = await runAdmin(process.argv.slice(2), {
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
