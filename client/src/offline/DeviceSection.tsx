import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { keepingFails } from "../api/kept/kept-answers.ts";
import { useKeptArticles } from "../sync/kept-articles.ts";
import { isLasting, keepLasting } from "../sync/lasting-storage.ts";
import { localDatabase } from "../sync/local-database.ts";
import { notify } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import { useAppOnDevice } from "./app-on-device.ts";
import { words } from "./words.ts";

const MEGABYTE = 1_000_000;

/** What this device keeps of a person's, whether it opens without a network, and for how long that may hold. */
export function DeviceSection({ userId }: { userId: string }) {
  const app = useAppOnDevice();
  const articles = useKeptArticles(userId);
  const keeps = useKeeps();
  return (
    <Section title={words.device.title} lead={words.device.lead}>
      <p>{words.device.app[app]}</p>
      {keeps === false ? <p>{words.device.notKept}</p> : <Space articles={articles?.size ?? null} />}
    </Section>
  );
}

function Space({ articles }: { articles: number | null }) {
  const [bytes, setBytes] = useState<number | null>(null);
  const [lasting, setLasting] = useState<boolean | null>(null);
  useEffect(() => {
    void navigator.storage?.estimate?.().then(({ usage }) => setBytes(usage ?? null));
    void isLasting().then(setLasting);
  }, []);
  const ask = async () => {
    const promised = await keepLasting();
    setLasting(promised);
    if (!promised) notify({ message: words.device.refused });
  };
  return (
    <>
      <p>
        {articles !== null && words.device.articles(articles)}{" "}
        {bytes !== null && words.device.space(Math.max(bytes, MEGABYTE / 10) / MEGABYTE)}{" "}
        {lasting !== null && (lasting ? words.device.lasting : words.device.passing)}
      </p>
      {lasting === false && (
        <Button variant="default" onClick={() => void ask()}>
          {words.device.ask}
        </Button>
      )}
    </>
  );
}

/** Whether this browser keeps anything; null while that is being tried. */
function useKeeps(): boolean | null {
  const [keeps, setKeeps] = useState<boolean | null>(null);
  useEffect(() => {
    void localDatabase().then(
      () => setKeeps(!keepingFails()),
      () => setKeeps(false),
    );
  }, []);
  return keeps;
}
