import type { ReactNode } from "react";
import styles from "./FrontPage.module.css";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { words } from "./words.ts";

/** Around the pages before signing in: the product's name and one form. */
export function FrontPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className={styles.frame}>
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" width={32} height={32} />
        <div>
          <div className={styles.product}>Postil</div>
          <div className={styles.tagline}>{words.tagline}</div>
        </div>
      </div>
      <h1>{title}</h1>
      {children}
      <LanguageSwitch />
    </main>
  );
}
