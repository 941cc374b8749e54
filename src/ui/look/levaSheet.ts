/**
 * Gives the styles of leva a place in a style sheet that is there. By itself it adds a `<style>` element, which the
 * page's content policy refuses; but where a sheet holds this mark it takes that up and adds its rules there, which the
 * policy allows. The mark is what its library (stitches) leaves for a page that was rendered on a server.
 */
function markSheet(): void {
  for (const sheet of document.styleSheets)
    try {
      const end = sheet.cssRules.length;
      sheet.insertRule('@media{}', end);
      sheet.insertRule('--sxs{--sxs:0}', end);
      return;
    } catch {
      // A sheet of a browser's extension, which cannot be read.
    }
}

markSheet();
