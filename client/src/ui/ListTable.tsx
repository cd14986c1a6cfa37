import type { ReactNode } from "react";
import styles from "./ListTable.module.css";

interface ListTableProps {
  /** Of the feature's own columns. */
  className?: string | undefined;
  /** Each row leads to where the link in its head leads. */
  isLeading?: boolean;
  /** `thead` and `tbody`. */
  children: ReactNode;
}

/** A list in columns. On narrow screens each row is a block, and the columns' heads are for those who hear them. */
export function ListTable({ className, isLeading = false, children }: ListTableProps) {
  const classes = [styles.table, isLeading && styles.leading, className];
  return <table className={classes.filter(Boolean).join(" ")}>{children}</table>;
}
