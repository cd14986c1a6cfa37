import type { ActivityItem } from "@postil/shared/schema/activity";
import { useMemo } from "react";
import { usePeopleByActor } from "../api/people.ts";
import { dayTitle } from "../ui/day.ts";
import { ActivityRow } from "./ActivityRow.tsx";
import styles from "./activity.module.css";
import { byDay } from "./days.ts";

/** The feed, a heading a day. */
export function ActivityDays({ workspaceId, items }: { workspaceId: string; items: readonly ActivityItem[] }) {
  const people = usePeopleByActor(workspaceId);
  const days = useMemo(() => byDay(items), [items]);
  const now = new Date();
  return days.map(({ key, items: ofDay }) => (
    <section key={key} className={styles.oneDay}>
      <h2>{dayTitle(key, now)}</h2>
      <ul className={styles.rows}>
        {ofDay.map((item) => (
          <ActivityRow key={item.id} workspaceId={workspaceId} item={item} people={people} />
        ))}
      </ul>
    </section>
  ));
}
