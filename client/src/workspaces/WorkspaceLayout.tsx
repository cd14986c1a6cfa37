import { type Action, can } from "@postil/shared/policy/permissions";
import { useEffect, useRef } from "react";
import { Link, NavLink, Outlet, useLocation, useParams } from "react-router";
import { useWorkspace, WorkspaceContext } from "../api/workspaces.ts";
import { useLivePlace } from "../live/live.ts";
import { PeopleHere } from "../live/PeopleHere.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { TopBarSlot } from "../ui/TopBarSlot.tsx";
import styles from "./WorkspaceLayout.module.css";
import { words } from "./words.ts";

const PAGES = [
  { path: "", label: words.nav.articles },
  { path: "assignments", label: words.nav.assignments },
  { path: "annotations", label: words.nav.annotations },
  { path: "codebook", label: words.nav.codebook },
  { path: "export", label: words.nav.export },
  { path: "activity", label: words.nav.activity },
  { path: "members", label: words.nav.members },
  { path: "audit", label: words.nav.audit, action: "see-audit" },
  { path: "settings", label: words.nav.settings },
] as const satisfies { path: string; label: string; action?: Action }[];

/** Around the pages of one workspace: its name and who is here in the top bar, its pages below. */
export function WorkspaceLayout() {
  const { workspaceId } = useParams();
  const { data: workspace, error, refetch } = useWorkspace(workspaceId);
  useLivePlace(workspace?.id, null);
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  const shown = workspace !== undefined;
  // On a narrow screen the pages' names scroll sideways.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current page is another one at each path
  useEffect(() => {
    if (shown) nav.current?.querySelector("[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [pathname, shown]);
  if (!workspace) {
    return (
      <main id="main" tabIndex={-1}>
        {error ? (
          <ErrorState
            title={words.notFoundTitle}
            error={error}
            onRetry={() => void refetch()}
            actions={<Link to="/">{words.toHome}</Link>}
          />
        ) : (
          <Loading />
        )}
      </main>
    );
  }
  return (
    <WorkspaceContext value={workspace}>
      <TopBarSlot place="start">
        <span aria-hidden className={styles.separator}>
          /
        </span>
        <Link to={`/w/${workspace.id}`} className={styles.name} title={workspace.name}>
          {workspace.name}
        </Link>
      </TopBarSlot>
      <TopBarSlot place="end">
        <PeopleHere workspaceId={workspace.id} me={workspace.me.actor} />
      </TopBarSlot>
      <nav ref={nav} className={styles.nav} aria-label={words.nav.label}>
        <ul>
          {PAGES.filter((page) => !("action" in page) || can(workspace.me.role, page.action)).map(({ path, label }) => (
            <li key={path}>
              <NavLink to={path === "" ? `/w/${workspace.id}` : `/w/${workspace.id}/${path}`} end={path === ""}>
                {label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
    </WorkspaceContext>
  );
}
