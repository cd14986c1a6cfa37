import type { Catalogue } from "../english.ts";

const BY_CODE: Readonly<Record<string, string>> = {
  internal: "Auf dem Server ist etwas schiefgegangen. Es wurde nichts geändert; versuchen Sie es erneut.",
  unavailable: "Der Server kann das gerade nicht annehmen. Es wurde nichts geändert: versuchen Sie es erneut.",
  busy: "Der Server ist gerade sehr beschäftigt. Es wurde nichts geändert; versuchen Sie es in einer Minute erneut.",
  unreadable:
    "Dieses Dokument lässt sich gerade nicht lesen. Es wurde nichts geändert. Wer dieses Postil betreibt, kann helfen.",
  bad_request: "Die Anfrage ließ sich nicht lesen. Laden Sie die Seite neu und versuchen Sie es erneut.",
  unsupported: "Diese Art von Daten nimmt der Server nicht an.",
  foreign_origin:
    "Diese Seite hat eine andere Adresse als die, für die der Server eingerichtet ist. Öffnen Sie Postil unter seiner eigenen Adresse.",
  invalid: "Ein Teil der Angaben passt nicht. Prüfen Sie sie und versuchen Sie es erneut.",
  not_found: "Das gibt es nicht, oder Sie haben keinen Zugang dazu.",
  signed_out: "Melden Sie sich an, um weiterzumachen.",
  forbidden: "Das ist Ihnen hier nicht erlaubt. Es wurde nichts geändert.",
  too_large: "Das ist mehr, als auf einmal gesendet werden kann. Senden Sie weniger oder in Teilen.",
  too_many: "Das waren zu viele Versuche in kurzer Zeit. Warten Sie einen Moment.",

  wrong_password: "Adresse oder Passwort ist falsch. Es wurde nichts geändert.",
  email_taken: "Mit dieser Adresse gibt es schon ein Konto. Melden Sie sich damit an.",
  no_password: "Dieses Konto hat kein Passwort, das sich ändern ließe: es wird mit Anmeldelinks geöffnet.",
  changed_meanwhile: "Das Passwort wurde inzwischen geändert. Versuchen Sie es erneut.",
  link_unknown: "Dieser Link gilt nicht. Prüfen Sie, ob er ganz kopiert wurde, oder bitten Sie um einen neuen.",
  link_used: "Dieser Link wurde schon benutzt oder ist zu alt. Bitten Sie um einen neuen.",

  last_owner:
    "Ein Arbeitsbereich braucht eine Eigentümerin oder einen Eigentümer, und das sind die letzten. Ernennen Sie zuerst jemand anderen, oder löschen Sie ihn. Es wurde nichts geändert.",
  own_already: "Der Arbeitsbereich gehört Ihnen schon. Wählen Sie jemand anderen.",
  other_address:
    "Diese Einladung ist für eine andere E-Mail-Adresse. Melden Sie sich mit der Adresse an, an die sie ging, oder legen Sie damit ein Konto an.",
  invitation_gone: "Diese Einladung wurde schon benutzt, widerrufen oder ist abgelaufen. Bitten Sie um eine neue.",
  invitation_used: "Diese Einladung wurde schon angenommen. Entfernen Sie stattdessen das Mitglied.",
  no_address: "Diese Einladung nennt keine Adresse: kopieren Sie ihren Link und schicken Sie ihn.",
  no_mail: "Dieser Server verschickt keine Mails: kopieren Sie den Link und schicken Sie ihn selbst.",
  too_many_groups: "Ein Arbeitsbereich fasst nicht noch mehr Gruppen. Löschen Sie zuerst eine.",

  "tag-name-taken":
    "An diesem Platz gibt es schon einen Code dieses Namens. Wählen Sie einen anderen Namen oder Platz.",
  "tag-not-proposed": "Dieser Code ist kein Vorschlag mehr: jemand hat ihn angenommen.",
  "tag-is-own": "Ein Code, den alle sehen, lässt sich nicht mit einem zusammenführen, den nur Sie sehen.",
  "too-many-examples": "Mehr Beispiele kann ein Code nicht haben: nehmen Sie zuerst eines heraus.",
  "too-many-versions": "Mehr Fassungen hebt ein Codebuch nicht auf.",
  "empty-codebook": "Es gibt noch keine Codes, und das Format verlangt mindestens einen.",

  "empty-text": "Darin steht nichts. Es wurde nichts hinzugefügt.",
  "blank-text": "Darin ist nur Leerraum. Es wurde nichts hinzugefügt.",
  "binary-file": "Das ist kein reiner Text. Speichern Sie ihn als Textdatei (.txt) und fügen Sie diese hinzu.",
  "unknown-format":
    "Diese Art von Datei lässt sich nicht lesen: es gehen Text, Markdown, HTML, Word (.docx), OpenDocument (.odt), EPUB und PDF. Speichern Sie sie als eines davon und fügen Sie das hinzu.",
  "broken-file":
    "Die Datei ist beschädigt oder unvollständig. Holen Sie sie noch einmal aus ihrer Quelle, oder speichern Sie sie neu.",
  "encrypted-file":
    "Die Datei ist mit einem Passwort oder einer Sperre geschützt. Speichern Sie sie ohne und fügen Sie diese hinzu.",
  "scanned-file":
    "Darin sind Bilder von Seiten und kein Text. Lassen Sie den Text zuerst erkennen (OCR) und fügen Sie ihn dann hinzu.",
  "archive-too-large":
    "Entpackt ist die Datei weit größer als ein Dokument. Es wurde nichts davon gelesen; speichern Sie sie neu.",
  "takes-too-long":
    "Das Lesen dauerte zu lange und wurde abgebrochen. Speichern Sie den Text als Textdatei (.txt) und fügen Sie diese hinzu.",
  "takes-too-much":
    "Das Lesen brauchte zu viel Speicher und wurde abgebrochen. Speichern Sie den Text als Textdatei (.txt) und fügen Sie diese hinzu.",
  "file-too-large":
    "Die Datei ist größer als 25 MB. Lassen Sie die Bilder weg, oder teilen Sie sie, und fügen Sie das hinzu.",
  "undecodable-file":
    "Die Zeichen lassen sich nicht lesen: weder UTF-8 noch UTF-16 noch Windows-1252. Speichern Sie den Text als UTF-8 und fügen Sie ihn dann hinzu.",
  "too-large": "Das ist zu groß. Es wurde nichts hinzugefügt; teilen Sie es und fügen Sie die Teile hinzu.",
  "bad-files": "Es wurde nichts hinzugefügt: einige Dateien sind nicht verwendbar. Lassen Sie sie weg.",
  "too-many-files": "Das sind zu viele Dateien auf einmal. Es wurde nichts hinzugefügt; fügen Sie sie in Teilen hinzu.",
  article_in_use:
    "Dieser Artikel gehört zu einer Aufgabe, deren Arbeit noch nicht offen ist. Lassen Sie ihn bis zum Aufdecken darin, oder bitten Sie jemanden aus der Leitung, der darin nicht codiert.",

  server_stopped: "Der Server wurde angehalten. Starten Sie es erneut.",
  job_file_gone: "Diese Datei ist nicht mehr da. Lassen Sie sie noch einmal erstellen.",
  disk_full: "Der Speicher des Servers ist voll. Es wurde nichts behalten; versuchen Sie es später erneut.",

  assignment_deleted: "Diese Aufgabe wurde gelöscht. Stellen Sie sie zuerst wieder her.",
  assignment_published: "Das lässt sich nach dem Veröffentlichen nicht mehr ändern. Stellen Sie eine neue Aufgabe.",
  assignment_revealed: "Die Aufgabe wurde schon aufgedeckt.",
  cannot_take_back: "Das lässt sich nicht mehr zurücknehmen.",
  not_blind: "In dieser Aufgabe schreiben alle gemeinsam in die Teamebene.",
  not_open: "Diese Aufgabe hat noch nicht begonnen.",
  not_published: "Von dieser Aufgabe weiß noch niemand: veröffentlichen Sie sie zuerst.",
  not_revealed: "Vor dem Aufdecken gibt es nichts, worauf man sich einigen könnte: decken Sie die Aufgabe zuerst auf.",
  nothing_to_reveal: "Aufdecken lässt sich nur eine blinde Aufgabe, die veröffentlicht ist.",
  submitted: "Sie haben das abgegeben. Nehmen Sie es zurück, um weiterzumachen.",
  would_reveal:
    "Alle, die dann teilnähmen, haben abgegeben: das würde sofort alle Arbeit für alle öffnen, endgültig. Decken Sie stattdessen von Hand auf, oder lassen Sie die Leitung aufdecken.",

  deleted: "Sie haben diese Annotation gelöscht. Stellen Sie sie zuerst wieder her, und veröffentlichen Sie sie dann.",
  not_deleted: "Endgültig löschen lässt sich nur Gelöschtes: löschen Sie es zuerst. Es wurde nichts gelöscht.",
  id_taken: "In der Teamebene steht unter dieser Kennung schon etwas anderes. Es wurde nichts veröffentlicht.",
  not_private: "Veröffentlichen lassen sich nur Annotationen Ihrer privaten Ebene.",
  own_tag:
    "Sie trägt einen Code, den Sie beim blinden Codieren angelegt haben und der bis zum Aufdecken nur Ihnen gehört. Nehmen Sie ihn ab, oder veröffentlichen Sie nach dem Aufdecken.",
};

const FIELDS: Readonly<Record<string, string>> = {
  "must not be empty": "darf nicht leer sein",
  "must not hold ; or >": "darf weder ; noch > enthalten",
  "must not hold :": "darf kein : enthalten",
  "must not hold broken characters": "enthält beschädigte Zeichen",
  "must not hold line breaks or control characters": "darf keine Zeilenumbrüche oder Steuerzeichen enthalten",
  "must not name one twice": "darf nichts zweimal nennen",
  "must name each annotation once": "muss jede Annotation einmal nennen",
  "must name each once": "muss jedes einmal nennen",
  "must be base64url": "muss base64url sein",
  "must be JSON": "muss JSON sein",
  "must be name:value": "muss Name:Wert sein",
  "must be an id: 16 to 64 of A-Z a-z 0-9 _ -": "muss eine Kennung sein: 16 bis 64 aus A-Z a-z 0-9 _ -",
  "must be an e-mail address": "muss eine E-Mail-Adresse sein",
  "must be a time zone such as Europe/Berlin": "muss eine Zeitzone sein, etwa Europe/Berlin",
  "must be between 2000 and 2100": "muss zwischen 2000 und 2100 liegen",
  "must be a date like 2025-04-30, 2025-04 or 2025": "muss ein Datum sein wie 2025-04-30, 2025-04 oder 2025",
  "must begin with http://, https:// or mailto:": "muss mit http://, https:// oder mailto: beginnen",
  "must change something": "muss etwas ändern",
  "is not a name that can be used": "ist kein Name, der sich verwenden lässt",
  "is too long to be a list of addresses": "ist zu lang für eine Liste von Adressen",
  "must be another tag of this codebook that isn't merged":
    "muss ein anderer Code dieses Codebuchs sein, der nicht zusammengeführt ist",
  "must be a blind layer of your own": "muss eine eigene blinde Ebene sein",
  "must be a tag with the same parent": "muss ein Code unter demselben sein",
  "must be a tag of this codebook": "muss ein Code dieses Codebuchs sein",
  "must not be the tag itself or one that stands under it": "darf weder der Code selbst sein noch einer darunter",
  "must hold at least one file": "muss mindestens eine Datei enthalten",
  "must hold one file": "muss eine Datei enthalten",
  "must hold at least one address": "muss mindestens eine Adresse enthalten",
  "goes with one file only: each of several gets its own": "gilt nur für eine Datei: mehrere erhalten je ihren eigenen",
  "must be the name of the workspace, exactly as it is written":
    "muss der Name des Arbeitsbereichs sein, genau wie geschrieben",
  "is the name of another group of this workspace": "heißt schon eine andere Gruppe dieses Arbeitsbereichs",
  "is not a group of this workspace": "ist keine Gruppe dieses Arbeitsbereichs",
  "go with chosen people, not with everyone": "gehören zu ausgewählten Personen, nicht zu allen",
  "must be after the opening": "muss nach dem Beginn liegen",
  "goes with a reveal at a time only": "gehört nur zu einem Aufdecken zu einer Zeit",
  "must say when": "muss sagen, wann",
  "must name at least one article": "muss mindestens einen Artikel nennen",
  "must name at least one person or group": "muss mindestens eine Person oder Gruppe nennen",
  "must be in the future; reveal it by hand to open it now":
    "muss in der Zukunft liegen; decken Sie von Hand auf, um jetzt zu öffnen",
  "must be in the year 1 or later": "muss im Jahr 1 oder später liegen",
  "must be after the assignment is due": "muss nach der Frist der Aufgabe liegen",
};

/** With a number in them. */
const COUNTED: readonly [RegExp, (most: string) => string][] = [
  [/^must have at most (\d+) characters$/, (most) => `darf höchstens ${most} Zeichen haben`],
  [/^must have at least (\d+) characters$/, (least) => `muss mindestens ${least} Zeichen haben`],
  [/^must have at most (\d+) attributes$/, (most) => `darf höchstens ${most} Merkmale haben`],
];

export const errors: Catalogue["errors"] = {
  byCode: BY_CODE,
  field: (message) => {
    const known = FIELDS[message];
    if (known !== undefined) return known;
    for (const [pattern, say] of COUNTED) {
      const [, number] = pattern.exec(message) ?? [];
      if (number !== undefined) return say(number);
    }
    return message;
  },
};
