import { type FormEvent, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { catalogue } from "../words/catalogue.ts";
import { capitalised } from "./format.ts";

/** What a server's refusal may carry: ApiError fits. */
interface FieldProblems {
  details?: readonly { path: string; message: string }[];
}

interface FormOptions<V extends object, S extends z.ZodType> {
  initial: V;
  schema: S;
  /** Called with the parsed values. What it throws is shown: field by field where it says which, else as a whole. */
  submit: (parsed: z.output<S>) => Promise<unknown>;
  /** What the schema reads, where it isn't the values as they are. */
  toInput?: (values: V) => unknown;
}

export interface Form<V extends object> {
  values: V;
  set: <K extends keyof V>(name: K, value: V[K]) => void;
  reset: (values: V) => void;
  /** A sentence a field, by its path. */
  errors: Readonly<Record<string, string>>;
  problem: string | null;
  busy: boolean;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/** "must not be empty" -> "Must not be empty." */
export function asSentence(message: string): string {
  const start = capitalised(message);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

/** A form's values, judged by the same schema as on the server. The first field at fault gets the focus. */
export function useForm<V extends object, S extends z.ZodType>(options: FormOptions<V, S>): Form<V> {
  const [values, setValues] = useState(options.initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement | null>(null);

  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  async function run() {
    const parsed = options.schema.safeParse(options.toInput ? options.toInput(values) : values);
    setProblem(null);
    if (!parsed.success) {
      const { field } = catalogue().errors;
      setErrors(
        byPath(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message: field(message) }))),
      );
      return;
    }
    setErrors({});
    setBusy(true);
    try {
      await options.submit(parsed.data);
    } catch (error) {
      const details = (error as FieldProblems).details ?? [];
      const known = details.filter(({ path }) => (path.split(".")[0] ?? "") in values);
      if (known.length > 0) setErrors(byPath(known));
      if (known.length === 0 || known.length < details.length) {
        setProblem(error instanceof Error ? error.message : String(error));
      }
    } finally {
      setBusy(false);
    }
  }

  return {
    values,
    set: (name, value) => {
      setValues((before) => ({ ...before, [name]: value }));
      setErrors(({ [name as string]: _, ...rest }) => rest);
    },
    reset: (next) => {
      setValues(next);
      setErrors({});
      setProblem(null);
    },
    errors,
    problem,
    busy,
    onSubmit: (event) => {
      event.preventDefault();
      // A form inside a dialog that stands in another form's tree must not submit that one too.
      event.stopPropagation();
      form.current = event.currentTarget;
      // Enter in a field that chooses from a list chooses: where nothing was found it must not send what is unfinished.
      if (document.activeElement?.matches('[aria-haspopup="listbox"][aria-expanded="true"]')) return;
      if (!busy) void run();
    },
  };
}

function byPath(problems: readonly { path: string; message: string }[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const { path, message } of problems) result[path] ??= asSentence(message);
  return result;
}
