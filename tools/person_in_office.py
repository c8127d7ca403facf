"""What a person does in Word files with LibreOffice, done through its UNO bridge: one process of it for all files.

In:  a folder for its profile; on stdin JSON, a list of `{file, to, edits}`. Each edit is `{at, old, new}`: other words, another choice or
another box in place of `old` in the paragraph of the bookmark `at`; or `{at, new}`: words typed at the end of that paragraph, as in a table
cell; or `{at, picture, as}`: a picture from a file, in place of what the paragraph shows (`line`), in a paragraph of its own below it
(`below`), or floating beside it (`floating`). Out: each file as LibreOffice saves it as DOCX, in `to`; on stdout JSON: for each file, edit by edit, whether its words were found.
"""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from com.sun.star.text.TextContentAnchorType import AS_CHARACTER, AT_PARAGRAPH

PIPE = f"certpress-{os.getpid()}"


def named(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def url(path):
    return uno.systemPathToFileUrl(os.path.abspath(path))


def connected(process):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while process.poll() is None:
        try:
            context = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # not there yet
            time.sleep(0.2)
    sys.exit("LibreOffice has ended before it could be asked")


def paragraph_at(document, name):
    """A cursor over the paragraph in which a bookmark begins."""
    anchor = document.Bookmarks.getByName(name).Anchor
    cursor = anchor.Text.createTextCursorByRange(anchor.Start)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    return cursor


def controls_in(paragraph):
    each = paragraph.createEnumeration().nextElement().createEnumeration()
    while each.hasMoreElements():
        portion = each.nextElement()
        if portion.TextPortionType == "ContentControl":
            yield portion.ContentControl


def words_of(control):
    each = control.createEnumeration()
    said = ""
    while each.hasMoreElements():
        said += each.nextElement().String
    return said


def found_in(document, paragraph, words):
    search = document.createSearchDescriptor()
    search.SearchCaseSensitive = True
    # A hyphen that does not break is a character of its own here.
    for spelt in dict.fromkeys((words, words.replace("-", "\u2011"))):
        search.SearchString = spelt
        found = document.findNext(paragraph.Start, search)
        if found is None or found.String != spelt:
            continue
        try:
            if paragraph.Text.compareRegionEnds(paragraph, found) <= 0:
                return found
        except Exception:  # in another cell
            continue
    return None


def put(document, paragraph, path, how):
    picture = document.createInstance("com.sun.star.text.TextGraphicObject")
    picture.GraphicURL = url(path)
    picture.AnchorType = AT_PARAGRAPH if how == "floating" else AS_CHARACTER
    picture.Width, picture.Height = 6000, 4000
    text = paragraph.Text
    if how == "below":
        text.insertControlCharacter(paragraph.End, PARAGRAPH_BREAK, False)
        paragraph = text.createTextCursorByRange(paragraph.End)
    elif how == "line":
        # Whoever clicks on a picture and pastes another one has that in its place.
        for shown in [document.GraphicObjects.getByIndex(n) for n in range(document.GraphicObjects.Count)]:
            anchor = shown.Anchor
            if anchor.Text != text or text.compareRegionStarts(paragraph, anchor) < 0 or text.compareRegionEnds(paragraph, anchor) > 0:
                continue
            anchor.Text.insertTextContent(anchor, picture, False)
            shown.dispose()
            return True
        return False
    text.insertTextContent(paragraph.End, picture, False)
    return True


def done(document, edit):
    if not document.Bookmarks.hasByName(edit["at"]):
        return False
    paragraph = paragraph_at(document, edit["at"])
    if "picture" in edit:
        return put(document, paragraph, edit["picture"], edit["as"])
    if "old" not in edit:
        paragraph.Text.insertString(paragraph.End, edit["new"], False)
        return True
    found = found_in(document, paragraph, edit["old"])
    if found is None:
        return False
    # What asks for words goes when the first is typed; a click on a box turns it and draws it anew.
    for control in controls_in(paragraph):
        if words_of(control) == edit["old"]:
            if control.ShowingPlaceHolder:
                control.ShowingPlaceHolder = False
            if control.Checkbox:
                control.Checked = edit["new"] == "☑"
    found.String = edit["new"]
    return True


def main(profile):
    jobs = json.load(sys.stdin)
    process = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={url(profile)}", "--headless", "--norestore", "--nologo", f"--accept=pipe,name={PIPE};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        desktop = connected(process)
        for job in jobs:
            document = desktop.loadComponentFromURL(url(job["file"]), "_blank", 0, (named("Hidden", True),))
            job["done"] = [done(document, edit) for edit in job["edits"]]
            document.storeToURL(url(job["to"]), (named("FilterName", "MS Word 2007 XML"),))
            document.close(True)
        desktop.terminate()
        process.wait(60)
    finally:
        process.kill()
    json.dump([job["done"] for job in jobs], sys.stdout)


main(*sys.argv[1:])
