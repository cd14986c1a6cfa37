import { plural } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

export const sync: Catalogue["sync"] = {
  troubles: {
    "signed-out":
      "Sie sind abgemeldet. Was Sie getan haben, liegt auf diesem Gerät: melden Sie sich wieder an, um es zu senden.",
    "not-found":
      "Dieses Dokument gibt es nicht mehr, oder Sie dürfen es nicht mehr lesen. Was nicht gespeichert war, steht unter „Gerettete Arbeit“.",
    outdated: "Postil wurde aktualisiert. Laden Sie die Seite neu: was Sie getan haben, liegt auf diesem Gerät.",
    refused:
      "Der Server hat dieses Dokument geschlossen. Laden Sie die Seite neu, um es noch einmal zu versuchen: was Sie getan haben, liegt auf diesem Gerät.",
    recovered:
      "Ein Teil Ihrer Arbeit konnte hier nicht gespeichert werden. Er liegt unter „Gerettete Arbeit“ zum Kopieren und Herunterladen.",
  },
  unkept:
    "Alles Bisherige ist auf dem Server, aber dieses Gerät behält keine Kopie: Der Speicher ist voll oder für diese Seite ausgeschaltet. Schaffen Sie Platz, oder erlauben Sie ihn in den Einstellungen des Browsers; bis dahin arbeiten Sie nur mit Verbindung.",
  recoveredOnlyHere:
    "Ein Teil Ihrer Arbeit konnte hier nicht gespeichert werden, und auch dieses Gerät kann ihn nicht behalten. Öffnen Sie „Gerettete Arbeit“ und kopieren oder laden Sie ihn herunter, bevor Sie die Seite schließen.",
  onlyHere:
    "Ihre letzten Änderungen stehen nur auf dieser Seite: Sie sind noch nicht auf dem Server, und dieses Gerät kann keine Kopie behalten, weil der Speicher voll oder für diese Seite ausgeschaltet ist. Lassen Sie die Seite offen, bis wieder eine Verbindung besteht, oder schaffen Sie Platz.",
  offline: "Es besteht keine Verbindung. Was Sie tun, bleibt auf diesem Gerät und wird gesendet, sobald es geht.",
  page: {
    title: "Gerettete Arbeit",
    intro:
      "Der Server konnte diese Arbeit nicht annehmen: Ihre Rolle hatte sich geändert, was dazugehörte, war fort, oder jemand anderes hatte es seitdem geändert. Sie liegt nur auf diesem Gerät, bis Sie sie verwerfen.",
    empty: "Hier ist nichts. Arbeit, die sich nicht speichern lässt, würde auf dieser Seite aufgehoben.",
    waiting: "Wird zurückgelegt, wenn Sie das Dokument wieder öffnen.",
    copy: "Kopieren",
    copied: "Kopiert",
    copyFailed: "Der Browser hat das Kopieren nicht erlaubt. Laden Sie es stattdessen herunter.",
    download: "Herunterladen",
    downloadAll: "Alles herunterladen",
    toTeam: "In die Teamebene legen",
    toPrivate: "In meine private Ebene legen",
    putTeam: "Es ist jetzt in der Teamebene. Verwerfen Sie es hier, wenn Sie es nicht mehr brauchen.",
    putPrivate: "Es ist jetzt in Ihrer privaten Ebene. Verwerfen Sie es hier, wenn Sie es nicht mehr brauchen.",
    putFailed: "Es konnte nicht dorthin gelegt werden",
    discard: "Verwerfen",
    discardTitle: "Diese Arbeit verwerfen?",
    discardText: "Sie liegt nirgends sonst, und das lässt sich nicht rückgängig machen.",
    cancel: "Behalten",
    drafts: "Nicht Gesendetes",
    draftsIntro: "Notizen und Antworten, die Sie begonnen und nicht gesendet haben.",
    article: (title) => `In „${title}“`,
    draftKinds: (key) => (key.startsWith("note/") ? "Notiz" : key.startsWith("reply/") ? "Antwort" : "Kommentar"),
    said: (detail) => `Er sagte: ${detail}`,
    on: (quote) => `Zu „${quote}“`,
    items: (count) => plural(count, { one: "# Stück", other: "# Stücke" }),
    reasons: {
      refused: "Der Server hat es abgelehnt",
      mismatch: "Das Dokument wurde inzwischen neu aufgebaut",
      "too-large": "Es war zu groß, um auf einmal gesendet zu werden",
      "not-found": "Das Dokument gibt es nicht mehr, oder Sie dürfen es nicht mehr lesen",
      replaced: "Ein anderer Tab hat die örtliche Kopie erneuert",
      damaged: "Die örtliche Kopie war beschädigt",
    },
    kinds: {
      annotations: "Annotation",
      anchors: "Ort einer Stelle",
      notes: "Notiz",
      tags: "Code",
      comments: "Kommentar",
      commentTexts: "Kommentar",
      resolutions: "Erledigt",
      assignees: "Zugewiesen",
      reactions: "Reaktion",
      deletions: "Gelöscht",
      text: "Der Text des Artikels, wie Sie ihn hatten",
      marks: "Auszeichnung",
    },
    removed: (kind) => `${kind}: herausgenommen`,
  },
};
