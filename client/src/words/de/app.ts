import { plural } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

export const app: Catalogue["app"] = {
  product: "Postil",
  skip: "Zum Inhalt springen",
  home: "Postil: Ihre Arbeitsbereiche",
  account: "Konto",
  signOut: "Abmelden",
  signOutMissing:
    "Sie sind noch angemeldet: Postil wurde aktualisiert, oder es besteht keine Verbindung. Laden Sie die Seite neu und melden Sie sich dann ab.",
  accountMenu: (name) => `Konto von ${name}`,
  recovered: "Gerettete Arbeit",
  appearance: "Darstellung",
  scheme: { auto: "Wie das System", light: "Hell", dark: "Dunkel" },
  contrast: "Hoher Kontrast",
  notFound: {
    title: "Diese Seite gibt es nicht",
    text: "Vielleicht ist die Adresse falsch geschrieben, das Ziel wurde gelöscht, oder der Zugang fehlt.",
    home: "Zu Ihren Arbeitsbereichen",
  },
  failure: {
    title: "Diese Seite ist abgestürzt",
    text: "Was auf dem Server oder auf diesem Gerät gespeichert ist, ist sicher. Laden Sie die Seite neu, um weiterzuarbeiten.",
    missingTitle: "Diese Seite konnte nicht geladen werden",
    missing:
      "Es besteht keine Verbindung, oder Postil wurde aktualisiert, während es offen war. Was auf dem Server oder auf diesem Gerät gespeichert ist, ist sicher. Laden Sie neu, sobald eine Verbindung besteht.",
    reload: "Neu laden",
  },
  unreachableTitle: "Postil ist nicht erreichbar",
  unsent: {
    article: (title) => `„${title}“`,
    someArticle: "Ein Artikel",
    changes: "Änderungen, die noch nicht auf dem Server sind",
    recovered: (count) => plural(count, { one: "ein Stück gerettete Arbeit", other: "# Stücke gerettete Arbeit" }),
    drafts: (count) =>
      plural(count, {
        one: "eine nicht gesendete Notiz oder Antwort",
        other: "# nicht gesendete Notizen oder Antworten",
      }),
  },
  signOutDialog: {
    title: "Mit nicht gesendeter Arbeit abmelden?",
    intro: "Ein Teil Ihrer Arbeit liegt nur auf diesem Gerät:",
    ifKept:
      "Behalten wartet sie hier, bis Sie sich auf diesem Gerät wieder anmelden. Andere, die es benutzen, sehen sie in Postil nicht, aber sie ist vor ihnen nicht verschlossen.",
    ifDiscarded: "Verworfen ist sie endgültig weg.",
    stay: "Angemeldet bleiben",
    keep: "Abmelden und hier behalten",
    discard: "Abmelden und verwerfen",
  },
  deleteAccount: {
    intro: "Ein Teil Ihrer Arbeit liegt nur auf diesem Gerät und ginge mit dem Konto verloren:",
    seeRecovered: "Unter „Gerettete Arbeit“ kopieren oder herunterladen",
  },
  ended: {
    signedOut:
      "Sie wurden abgemeldet. Was Sie geschrieben haben, steht noch auf dieser Seite: kopieren Sie es und melden Sie sich wieder an.",
    removed:
      "Sie sind nicht mehr Mitglied dieses Arbeitsbereichs. Was Sie geschrieben haben, steht noch auf dieser Seite: kopieren Sie, was Sie brauchen.",
    workspaceDeleted:
      "Dieser Arbeitsbereich wurde gelöscht. Was Sie geschrieben haben, steht noch auf dieser Seite: kopieren Sie, was Sie brauchen.",
    articleDeleted: (title, by) =>
      `„${title}“ wurde von ${by} gelöscht. Was Sie geschrieben haben, steht noch auf dieser Seite: kopieren Sie, was Sie brauchen.`,
    signIn: "Wieder anmelden",
    toWorkspace: "Zum Arbeitsbereich",
    toHome: "Zu Ihren Arbeitsbereichen",
  },
};
