import { Outlet } from "react-router";
import { Notices } from "../ui/Notices.tsx";
import styles from "./AppFrame.module.css";
import { useFocusKept } from "./use-focus-kept.ts";
import { useFocusOnNavigation } from "./use-focus-on-navigation.ts";
import { words } from "./words.ts";

/** Around every page: the way past the navigation, the notices, and the focus that follows from page to page. */
export function AppFrame() {
  useFocusOnNavigation();
  useFocusKept();
  return (
    <>
      <a className={styles.skip} href="#main">
        {words.skip}
      </a>
      <Outlet />
      <Notices />
    </>
  );
}
