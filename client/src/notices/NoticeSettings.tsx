import { Checkbox, Select } from "@mantine/core";
import {
  digestSchema,
  NOTICE_KINDS,
  type NoticeKind,
  type NoticeSettings as Settings,
} from "@postil/shared/schema/notice";
import { useEffect, useRef } from "react";
import { useLocation } from "react-router";
import { useSettings } from "../api/accounts.ts";
import { useNoticeSettings, useSaveNoticeSettings } from "../api/notices.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { notify } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import styles from "./settings.module.css";
import { words } from "./words.ts";

/** A section of the account's page: what one is told of, and how. Each choice is saved as it is made. */
export function NoticeSettings() {
  const { data, error, refetch } = useNoticeSettings();
  const place = useRef<HTMLDivElement>(null);
  const { hash } = useLocation();
  const there = data !== undefined;
  useEffect(() => {
    if (there && hash === "#notices") place.current?.scrollIntoView();
  }, [there, hash]);
  return (
    <div ref={place} id="notices" className={styles.place}>
      <Section title={words.settingsTitle} lead={words.settingsLead}>
        {data ? (
          <Choices settings={data} />
        ) : error ? (
          <ErrorState title={words.settingsError} error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading />
        )}
      </Section>
    </div>
  );
}

function Choices({ settings }: { settings: Settings }) {
  const { mutate } = useSaveNoticeSettings();
  const { data: server } = useSettings();
  const save = (next: Settings) =>
    mutate(next, { onError: () => notify({ message: words.saveFailed, tone: "error" }) });
  const change = (kind: NoticeKind, part: Partial<Settings["kinds"][NoticeKind]>) =>
    save({ ...settings, kinds: { ...settings.kinds, [kind]: { ...settings.kinds[kind], ...part } } });
  const noMail = server?.mail === false;
  const quiet = noMail || settings.digest === "never";
  return (
    <>
      <Select
        className={styles.digest}
        label={words.mail}
        description={noMail ? words.noMail : words.mailHint}
        disabled={noMail}
        allowDeselect={false}
        data={digestSchema.options.map((value) => ({ value, label: words.digest[value] }))}
        value={settings.digest}
        onChange={(value) => save({ ...settings, digest: digestSchema.parse(value) })}
      />
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.columns.kind}</th>
            <th scope="col">{words.columns.bell}</th>
            <th scope="col">{words.columns.mail}</th>
          </tr>
        </thead>
        <tbody>
          {NOTICE_KINDS.map((kind) => (
            <tr key={kind}>
              <th scope="row">
                {words.kind[kind]}
                <span className={styles.meaning}>{words.meaning[kind]}</span>
              </th>
              <td>
                <Checkbox
                  aria-label={words.onBell(words.kind[kind])}
                  checked={settings.kinds[kind].bell}
                  onChange={(event) => change(kind, { bell: event.currentTarget.checked })}
                />
              </td>
              <td>
                <Checkbox
                  aria-label={words.inMail(words.kind[kind])}
                  disabled={quiet}
                  checked={settings.kinds[kind].mail && !quiet}
                  onChange={(event) => change(kind, { mail: event.currentTarget.checked })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
