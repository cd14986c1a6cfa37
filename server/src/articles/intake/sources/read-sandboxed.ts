import { type Sandbox, SandboxError, type SandboxFailure } from "../../../platform/sandbox/sandbox.ts";
import { type Intake, type IntakeCode, refuse } from "../refusal.ts";
import type { SourceInput } from "./read-source.ts";
import type { SourceDraft } from "./source-draft.ts";

const REFUSALS: Readonly<Record<SandboxFailure, IntakeCode>> = {
  time: "takes-too-long",
  memory: "takes-too-much",
  crashed: "broken-file",
  aborted: "takes-too-long",
};

/** A file's draft, or why it can't be read: what happens to the child is the file's doing. */
export async function readSandboxed(
  sandbox: Pick<Sandbox, "run">,
  input: SourceInput,
  signal?: AbortSignal,
): Promise<Intake<{ draft: SourceDraft }>> {
  try {
    return await sandbox.run<Intake<{ draft: SourceDraft }>>("read-source", input, { signal });
  } catch (error) {
    if (error instanceof SandboxError) return refuse(REFUSALS[error.failure]);
    throw error;
  }
}
