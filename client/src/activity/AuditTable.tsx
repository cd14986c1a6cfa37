import type { AuditItem } from "@postil/shared/schema/audit";
import { formatDate } from "../ui/format.ts";
import { ListTable } from "../ui/ListTable.tsx";
import styles from "./audit.module.css";
import { words } from "./words.ts";

const EXACT = { dateStyle: "medium", timeStyle: "medium" } as const;

/** As the server writes times among details, in UTC. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What the server does by itself: reveals at their time. The rest is somebody's who is not to be told. */
const BY_ITSELF: ReadonlySet<AuditItem["kind"]> = new Set(["assignments", "other"]);

/** One line a deed, with its time to the second: here it matters. */
export function AuditTable({ items }: { items: readonly AuditItem[] }) {
  const { columns, system, what, by } = words.audit;
  return (
    <ListTable className={styles.audit}>
      <thead>
        <tr>
          <th scope="col">{columns.at}</th>
          <th scope="col">{columns.person}</th>
          <th scope="col">{columns.what}</th>
          <th scope="col">{columns.about}</th>
          <th scope="col">{columns.details}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td className={styles.at}>
              <time dateTime={item.at}>{formatDate(item.at, EXACT)}</time>
            </td>
            <td className={styles.person}>
              {item.person?.name ?? (
                <span className={styles.quiet}>{BY_ITSELF.has(item.kind) ? system : words.somebody}</span>
              )}
            </td>
            <td>
              {what(item.what)}
              {item.subject && ` ${item.kind === "moderation" ? `${by} ` : ""}${item.subject.name}`}
            </td>
            <td>{item.about}</td>
            <td className={styles.details}>
              {item.details.map(({ name, value }) => (
                <span key={name}>
                  {name}: {INSTANT.test(value) ? formatDate(value, EXACT) : value}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </ListTable>
  );
}
