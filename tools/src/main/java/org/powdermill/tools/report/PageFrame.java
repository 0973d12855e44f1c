package org.powdermill.tools.report;

/** What stands before and behind the sections of the page. */
final class PageFrame {

  /** Takes the title twice. No script runs, and nothing is loaded from elsewhere. */
  static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>%s</title>
      <style>
      :root { color-scheme: light dark; --ink: #1a1a1a; --faint: #555; --line: #ddd; --page: #fff; --card: #f4f6f8;
        --fault: #b5352c; --link: #0b4f8a; }
      @media screen and (prefers-color-scheme: dark) {
        :root { --ink: #e4e4e4; --faint: #aaa; --line: #3a3f45; --page: #14171a; --card: #20252a; --fault: #f08a80;
          --link: #8ec5f2; }
        svg, .key i { filter: invert(0.915) hue-rotate(180deg); }
      }
      body { font: 15px/1.45 sans-serif; color: var(--ink); background: var(--page); max-width: 1080px;
        margin: 1.5em auto; padding: 0 1em; }
      h1 { font-size: 1.6em; margin: 0 0 0.4em; overflow-wrap: anywhere; }
      h2 { font-size: 1.25em; margin: 1.8em 0 0.5em; border-bottom: 1px solid var(--line); padding-bottom: 0.2em; }
      h3 { font-size: 1em; margin: 1.3em 0 0.4em; overflow-wrap: anywhere; }
      a { color: var(--link); } code { overflow-wrap: anywhere; font-size: 0.9em; }
      .cards { display: flex; flex-wrap: wrap; gap: 0.6em; margin: 0.8em 0; }
      .cards div { background: var(--card); border-radius: 6px; padding: 0.5em 0.9em; }
      dt { color: var(--faint); font-size: 0.85em; overflow-wrap: anywhere; }
      dd { margin: 0; font-size: 1.15em; font-weight: 600; overflow-wrap: anywhere; }
      .scroll { overflow-x: auto; margin: 0.4em 0; }
      table { border-collapse: collapse; } th { text-align: left; font-weight: 600; vertical-align: bottom; }
      th, td { padding: 0.2em 1.2em 0.2em 0; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
      td { vertical-align: top; overflow-wrap: break-word; max-width: 34em; }
      .values td + td { overflow-wrap: anywhere; min-width: 9em; }
      .pair { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%%, 420px), 1fr)); gap: 8px 20px; }
      figure { margin: 0 0 0.8em; break-inside: avoid; } figcaption, .note { font-size: 0.87em; color: var(--faint); }
      figcaption { padding-left: 3.6em; } svg { max-width: 100%%; height: auto; }
      .key { display: flex; flex-wrap: wrap; gap: 0.3em 1.6em; margin: 0.5em 0; overflow-wrap: anywhere; }
      .key i { display: inline-block; width: 1.8em; margin-right: 0.5em; vertical-align: middle; }
      .interval { white-space: nowrap; font-weight: 400; font-size: 0.87em; color: var(--faint); }
      .faults h2, .faults li { color: var(--fault); } .faults li { overflow-wrap: anywhere; } .mismatch { color: var(--fault); }
      @media print {
        body { font-size: 10.5pt; max-width: none; margin: 0; padding: 0; } h2, h3, .key { break-after: avoid; }
        .scroll { overflow: visible; } table { font-size: 0.8em; } th, td { padding-right: 0.7em; }
        .pair { grid-template-columns: 1fr 1fr; } tr { break-inside: avoid; } a { color: inherit; }
        .cards div { border: 1px solid #bbb; } .key { break-inside: avoid; }
      }
      </style>
      </head>
      <body>
      <h1>Run %s</h1>
      """;

  /** Takes the version that wrote the page, the time, and the command. */
  static final String FOOT =
      """
      <p class="note">Made by %s at %s: <code>%s</code></p>
      </body>
      </html>
      """;

  private PageFrame() {}
}
