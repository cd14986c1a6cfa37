import { formatNumber, plural } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

export const offline: Catalogue["offline"] = {
  offline:
    "Es besteht keine Verbindung, oder der Server ist nicht erreichbar. Artikel mit „Auf diesem Gerät“ lassen sich öffnen und annotieren; was Sie tun, bleibt hier und wird gesendet, sobald es geht. Alles andere braucht den Server.",
  tryAgain: "Erneut versuchen",
  workspaces: "Ihre Arbeitsbereiche",
  newVersion:
    "Eine neue Fassung von Postil ist bereit. Ihre Arbeit und was Sie gerade schreiben bleiben beim Neuladen erhalten.",
  reload: "Neu laden",
  later: "Später",
  device: {
    title: "Auf diesem Gerät",
    lead: "Artikel, die Sie hier gelesen haben, lassen sich ohne Netz öffnen und annotieren. Beim Abmelden werden sie von diesem Gerät genommen.",
    app: {
      unknown: "Postil hebt auf, was es braucht, um ohne Netz zu öffnen, sobald diese Seite eine Weile offen war.",
      preparing: "Postil wird auf diesem Gerät abgelegt, um ohne Netz zu öffnen.",
      ready: "Postil öffnet auf diesem Gerät ohne Netz.",
      insecure:
        "Postil kann hier nicht ohne Netz öffnen: Der Browser erlaubt das nur bei Adressen, die mit https beginnen. Das kann einrichten, wer diesen Server betreibt.",
      unsupported:
        "Postil kann hier nicht ohne Netz öffnen: Dieser Browser kann das nicht, wie in manchen privaten Fenstern.",
      blocked:
        "Postil kann hier nicht ohne Netz öffnen: Die Einstellungen des Browsers erlauben dieser Seite nicht, etwas aufzuheben. Erlauben Sie ihr, Daten zu speichern, und laden Sie neu.",
      failed:
        "Postil konnte nicht auf diesem Gerät abgelegt werden, um ohne Netz zu öffnen: Der Speicher ist vielleicht voll. Schaffen Sie Platz und laden Sie neu.",
    },
    notKept:
      "Was Sie lesen, lässt sich auf diesem Gerät nicht aufheben: Der Speicher ist voll oder für diese Seite ausgeschaltet, wie in manchen privaten Fenstern. Arbeiten Sie nur mit Verbindung, schaffen Sie Platz, oder erlauben Sie es in den Einstellungen des Browsers.",
    articles: (count) =>
      count === 0
        ? "Noch liegt hier kein Artikel: öffnen Sie einen, dann schon."
        : plural(count, { one: "Ein Artikel liegt hier.", other: "# Artikel liegen hier." }),
    space: (megabytes) =>
      `Alles, was Postil aufhebt, braucht ${formatNumber(megabytes, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 })}.`,
    lasting: "Der Browser behält es auch, wenn der Platz knapp wird.",
    passing: "Der Browser kann es löschen, wenn der Platz knapp wird.",
    ask: "Den Browser bitten, es zu behalten",
    refused:
      "Der Browser wollte es nicht versprechen. Vielleicht später, bei einer Seite, die Sie oft besuchen oder installiert haben.",
  },
};
