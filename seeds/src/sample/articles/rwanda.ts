import type { SampleArticle } from "../types.ts";

export const rwanda: SampleArticle = {
  title: "What Rwanda would provide, and at what price",
  author: "Sample newsroom D",
  published: "2025-05-02",
  attributes: { outlet: "Sample newsroom D", emphasis: "Rwanda and cost" },
  text: `Rwanda may become a destination for people whom the United States wants to deport, and unlike other places that have been named it would not put them behind bars.

The outline is this. Rwanda would admit migrants who were convicted in America and have served their time there. Once arrived, they would be expected to make a life in the country. They would get some money to live on and somebody to help them find a job. Prison, which is what those sent to El Salvador face, isn't part of it.

That difference has its price. How the bill would be shared is still being worked out, but for each person it is expected to come to more than in El Salvador's case, say people who have followed the talks. No figures have been published, nor has anybody said for how long the support would be paid.

The arrangement would not be a standing programme. It would be used when a case calls for it, and putting it together could take several weeks. Discussions went on this week.

A first test has been made. In March a man from Iraq who had come to America as a refugee was moved to Rwanda without much notice being taken. People who know of it look upon his transfer as something that could be repeated with larger numbers.

For Rwanda the role isn't new. In 2022 it promised the United Kingdom to receive asylum seekers from there. That project got stuck in legal disputes and was ended last year by the government of Keir Starmer, who spoke of a gimmick. When the Trump administration asked many countries soon after taking office whether they would help with deportations, Rwanda was among those that showed interest.

Washington is talking to Libya at the same time, about convicted migrants and about asylum seekers from the border. There the conditions would be of another kind: United Nations investigators and rights groups have for years reported grave abuse of migrants in Libya.

Courts may yet stand in the way. A federal judge ruled last month, provisionally, that nobody may be taken to a third country without a warning and a hearing. The State Department said nothing about details.
`,
  annotations: [
    {
      by: "annotator",
      quotes: ["unlike other places that have been named it would not put them behind bars"],
      tags: ["Frame > Human interest"],
      note: "Rwanda appears as the mild alternative from the first sentence on.",
      thread: [
        {
          by: "instructor",
          text: "Mild compared with what? Look at what newsroom C says of its prisons, and what is left out here.",
        },
      ],
    },
    {
      by: "instructor",
      quotes: ["That difference has its price."],
      tags: ["Frame > Economic consequences"],
    },
    {
      by: "annotator",
      quotes: ["for each person it is expected to come to more than in El Salvador's case"],
      tags: ["Frame > Economic consequences", "Wording > Hedge"],
      thread: [
        { by: "instructor", text: "Expected by whom?" },
        {
          by: "annotator",
          text: "By people who have followed the talks; the same sentence, a few words later. I add Unnamed there.",
        },
      ],
      resolvedBy: "instructor",
    },
    {
      by: "annotator",
      quotes: ["people who have followed the talks"],
      tags: ["Source > Unnamed"],
    },
    {
      by: "annotator",
      quotes: ["No figures have been published"],
      tags: ["Frame > Economic consequences"],
      note: "The only one of the five that says so.",
    },
    {
      by: "instructor",
      quotes: ["a man from Iraq who had come to America as a refugee"],
      tags: ["Frame > Human interest"],
      note: "C calls him a refugee, this one a man who had come as one. A small shift.",
      thread: [{ by: "annotator", text: "It makes him older news, somehow: he was a refugee, now he is a test." }],
    },
    {
      by: "annotator",
      quotes: ["without much notice being taken"],
      tags: ["Wording > Hedge"],
    },
    {
      by: "instructor",
      quotes: ["United Nations investigators and rights groups have for years reported grave abuse"],
      tags: ["Source > Watchdog", "Frame > Morality"],
      note: "One sentence here, a paragraph in C.",
    },
  ],
};
