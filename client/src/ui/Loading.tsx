import { Loader } from "@mantine/core";
import { useEffect, useState } from "react";
import styles from "./Loading.module.css";
import { words } from "./words.ts";

/** Stands for what is on its way. Silent for the first moment: most answers come before it would be seen. */
export function Loading({ label = words.loading }: { label?: string }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.loading} role="status">
      {shown && (
        <>
          <Loader size="sm" type="oval" aria-hidden />
          <span className="visually-hidden">{label}</span>
        </>
      )}
    </div>
  );
}
