import { Button, Group, Modal } from "@mantine/core";
import { type Assignment, extendBodySchema, type Grid } from "@postil/shared/schema/assignment";
import { useExtend } from "../api/assignments.ts";
import { ApiError } from "../api/http.ts";
import { notify, notifyError } from "../ui/notify.ts";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import styles from "./assignments.module.css";
import { ClockField } from "./ClockField.tsx";
import { words } from "./words.ts";
import { toInstant, toWallClock, zoneCity } from "./zones.ts";

interface ExtendDialogProps {
  assignment: Assignment;
  row: Grid["rows"][number];
  onClose: () => void;
}

/** More time for one person, on the assignment's clock. */
export function ExtendDialog({ assignment, row, onClose }: ExtendDialogProps) {
  const { id, workspaceId, timeZone, dueAt } = assignment;
  const { mutateAsync } = useExtend(workspaceId, id);
  const save = async (until: string | null) => {
    await mutateAsync({ actor: row.actor, until });
    notify({ message: until ? words.grid.extended(row.name) : words.grid.notExtended(row.name) });
    onClose();
  };
  const form = useForm({
    initial: { extendedUntil: toWallClock(row.extendedUntil ?? dueAt, timeZone) },
    schema: extendBodySchema,
    toInput: (values) => ({ extendedUntil: toInstant(values.extendedUntil, timeZone) }),
    submit: ({ extendedUntil }) => {
      if (extendedUntil !== null) return save(extendedUntil);
      throw new ApiError(422, "invalid", words.grid.extendEmpty, [
        { path: "extendedUntil", message: words.grid.extendEmpty },
      ]);
    },
  });
  return (
    <Modal opened onClose={onClose} title={words.grid.extendTitle(row.name)}>
      <form className={styles.form} onSubmit={form.onSubmit} noValidate>
        <ClockField
          label={words.grid.extendField(zoneCity(timeZone))}
          zone={timeZone}
          value={form.values.extendedUntil}
          onChange={(wall) => form.set("extendedUntil", wall)}
          error={form.errors.extendedUntil}
          autoFocus
        />
        <Problem message={form.problem} />
        <Group justify="flex-end" gap={8}>
          {row.extendedUntil && (
            <Button variant="default" onClick={() => void save(null).catch(notifyError)}>
              {words.grid.extendNone}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button type="submit" loading={form.busy}>
            {words.grid.extendSave}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
