import { ActionIcon, Menu } from "@mantine/core";
import { Check, Command, Keyboard, LifeBuoy, LogOut, UserRound } from "lucide-react";
import { type ComponentType, useState } from "react";
import { Link, useNavigate } from "react-router";
import { useUser } from "../api/accounts.ts";
import { commands } from "../commands/use-commands.ts";
import { words as commandWords } from "../commands/words.ts";
import { Bell } from "../notices/Bell.tsx";
import { words as paletteWords } from "../palette/words.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { notify } from "../ui/notify.ts";
import { AppearanceItems } from "./AppearanceItems.tsx";
import { LanguageItems } from "./LanguageItems.tsx";
import { loadSignOutDialog } from "./pages.ts";
import styles from "./TopBar.module.css";
import { words } from "./words.ts";

interface TopBarProps {
  startRef: (element: HTMLElement | null) => void;
  endRef: (element: HTMLElement | null) => void;
}

/** Slim bar over all signed-in pages. Pages put what is theirs into its two places with TopBarSlot. */
export function TopBar({ startRef, endRef }: TopBarProps) {
  const user = useUser();
  const navigate = useNavigate();
  const [SignOut, setSignOut] = useState<ComponentType<{ userId: string; onClose: () => void }> | null>(null);
  const signOut = async () => {
    try {
      const dialog = await loadSignOutDialog();
      setSignOut(() => dialog);
    } catch {
      // The page stays: it may hold words that are nowhere else.
      notify({ message: words.signOutMissing, tone: "error" });
    }
  };
  return (
    <header className={styles.bar} data-screen-only>
      <Link to="/" className={styles.home} aria-label={words.home}>
        <img src="/icon.svg" alt="" width={22} height={22} />
        <span className={styles.name}>{words.product}</span>
      </Link>
      <div ref={startRef} className={styles.start} />
      <div ref={endRef} className={styles.end} />
      <ActionIcon
        className={styles.find}
        aria-label={paletteWords.title}
        title={paletteWords.title}
        onClick={() => commands.run("app.palette")}
      >
        <Command size={18} aria-hidden />
      </ActionIcon>
      <Bell />
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={words.accountMenu(user.name)} radius="xl" size={36}>
            <Avatar name={user.name} colour={null} size={28} decorative />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{user.name}</Menu.Label>
          <Menu.Item leftSection={<Command size={16} />} onClick={() => commands.run("app.palette")}>
            {paletteWords.title}
          </Menu.Item>
          <Menu.Item leftSection={<Keyboard size={16} />} onClick={() => commands.run("app.keys")}>
            {commandWords.title}
          </Menu.Item>
          <Menu.Item leftSection={<UserRound size={16} />} onClick={() => void navigate("/account")}>
            {words.account}
          </Menu.Item>
          <Menu.Item leftSection={<LifeBuoy size={16} />} onClick={() => void navigate("/recovered")}>
            {words.recovered}
          </Menu.Item>
          <Menu.Divider />
          <AppearanceItems checked={<Check size={16} />} />
          <Menu.Divider />
          <LanguageItems checked={<Check size={16} />} />
          <Menu.Divider />
          <Menu.Item leftSection={<LogOut size={16} />} onClick={() => void signOut()}>
            {words.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {SignOut && <SignOut userId={user.id} onClose={() => setSignOut(null)} />}
    </header>
  );
}
