import type { ReactNode } from "react";
import styles from "./Page.module.css";

/** A page's main part, of the common width. */
export function Page({ children, width = "wide" }: { children: ReactNode; width?: "wide" | "narrow" }) {
  return (
    <main id="main" tabIndex={-1} className={styles.page} data-width={width}>
      {children}
    </main>
  );
}

interface PageHeaderProps {
  title: ReactNode;
  /** A sentence under the title. */
  children?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, children, actions }: PageHeaderProps) {
  return (
    <div className={styles.header}>
      <div className={styles.titles}>
        <h1>{title}</h1>
        {children && <div className={styles.lead}>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

interface SectionProps {
  title: string;
  children: ReactNode;
  /** A sentence under the heading. */
  lead?: ReactNode;
}

export function Section({ title, lead, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      {lead && <div className={styles.lead}>{lead}</div>}
      {children}
    </section>
  );
}
