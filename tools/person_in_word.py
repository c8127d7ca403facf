"""What a person does in a Word file, done by a program: the guide of Word files is run with it.

In:  a Word file and what to do in it, as the guide says it in words. Out: the file as that editor saves it, in its place.

    types FILE OLD NEW           other words in one place; an empty place is called by what it asks
    changes FILE WHO OLD NEW     the same while changes are tracked
    adds FILE AT OLD NEW ...     one more entry of the list whose entry says AT, with other words in it (the sign + of Word)
    writes FILE BELOW NEW        a paragraph of its own below one that says BELOW
    shows FILE TITLE PICTURE     a picture from a file in the first control called TITLE that still asks for one (Word's picture control)
    pastes FILE BELOW PICTURE    a picture in a paragraph of its own below one that says BELOW
    comments FILE WHO AT WORDS   a comment on words
"""

import copy
import sys

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
WHEN = "2026-11-30T08:30:00Z"


def texts(root):
    return list(root.iter(qn("w:t")))


def one(root, words):
    """The one run of text that has these words; of several that have them, the first that says nothing else."""
    found = [t for t in texts(root) if words in (t.text or "")]
    exact = [t for t in found if t.text.strip() == words]
    if not (exact or len(found) == 1):
        sys.exit(f"{len(found)} places say: {words}")
    return (exact or found)[0]


def put(t, old, new):
    t.text = t.text.replace(old, new)
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for sdt in t.iterancestors(qn("w:sdt")):
        properties = sdt.find(qn("w:sdtPr"))
        hint = properties.find(qn("w:showingPlcHdr"))
        if hint is not None:
            # What asked for words goes when the first is typed, and so does its look.
            t.text = new
            properties.remove(hint)
            run = t.getparent()
            if run.find(qn("w:rPr")) is not None:
                run.remove(run.find(qn("w:rPr")))
        break


def types(body, old, new):
    put(one(body, old), old, new)


def changes(body, who, old, new):
    t = one(body, old)
    run = t.getparent()
    before, after = t.text.split(old, 1)

    def piece(words, tag="w:t"):
        made = copy.deepcopy(run)
        for child in texts(made):
            made.remove(child)
        text = OxmlElement(tag)
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(text)
        return made

    def tracked(tag, inner, number):
        made = OxmlElement(tag)
        for name, value in (("w:id", str(number)), ("w:author", who), ("w:date", WHEN)):
            made.set(qn(name), value)
        made.append(inner)
        return made

    pieces = [piece(before)] if before else []
    pieces += [tracked("w:del", piece(old, "w:delText"), 9001), tracked("w:ins", piece(new), 9002)]
    pieces += [piece(after)] if after else []
    for made in pieces:
        run.addprevious(made)
    run.getparent().remove(run)


def adds(body, at, *pairs):
    item = next(
        sdt
        for sdt in one(body, at).iterancestors(qn("w:sdt"))
        if sdt.find(f"{qn('w:sdtPr')}/{W15}repeatingSectionItem") is not None
    )
    made = copy.deepcopy(item)
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        for mark in list(made.iter(qn(tag))):
            mark.getparent().remove(mark)
    for number, each in enumerate(made.iter(qn("w:id"))):
        each.set(qn("w:val"), str(800000 + number))
    asked = [sdt for sdt in made.iter(qn("w:sdt")) if sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}") is not None]
    typed = set()
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        t = one(made, old)
        put(t, old, new)
        typed.update(t.iterancestors(qn("w:sdt")))
    # All others ask anew.
    for sdt in asked:
        properties = sdt.find(qn("w:sdtPr"))
        if sdt in typed or any(properties.find(qn(tag)) is not None for tag in ("w:showingPlcHdr", "w:picture")):
            continue
        first, *others = texts(sdt)
        first.text = "Click or tap here to enter text."
        for t in others:
            t.getparent().getparent().remove(t.getparent())
        sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").addnext(OxmlElement("w:showingPlcHdr"))
    item.addnext(made)


def writes(body, below, new):
    paragraph = next(one(body, below).iterancestors(qn("w:p")))
    made = OxmlElement("w:p")
    paragraph.addnext(made)
    Paragraph(made, None).add_run(new)


def drawing(document, picture):
    shown = document.part.new_pic_inline(picture, Mm(80))
    made = OxmlElement("w:drawing")
    made.append(shown)
    return made


def shows(document, title, picture):
    for sdt in document.element.body.iter(qn("w:sdt")):
        properties = sdt.find(qn("w:sdtPr"))
        alias = properties.find(qn("w:alias"))
        there = sdt.find(f".//{qn('w:drawing')}")
        if properties.find(qn("w:picture")) is None or alias is None or alias.get(qn("w:val")) != title or there is None:
            continue
        if there.find(f".//{qn('wp:docPr')}").get("descr", "").startswith("〔"):
            there.getparent().replace(there, drawing(document, picture))
            return
    sys.exit(f"no control asks for a picture: {title}")


def pastes(document, below, picture):
    paragraph = next(one(document.element.body, below).iterancestors(qn("w:p")))
    made, run = OxmlElement("w:p"), OxmlElement("w:r")
    run.append(drawing(document, picture))
    made.append(run)
    paragraph.addnext(made)


def main(what, file, *words):
    document = docx.Document(file)
    who = "Invented Author"
    body = document.element.body
    if what == "comments":
        who, at, said = words
        run = one(body, at).getparent()
        comment = document.comments.add_comment(text=said, author=who, initials=who[:2])
        comment._comment_elm.set(qn("w:date"), WHEN)
        for tag, place in (("w:commentRangeStart", run.addprevious), ("w:commentRangeEnd", run.addnext)):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(comment.comment_id))
            place(mark)
        shown = OxmlElement("w:r")
        reference = OxmlElement("w:commentReference")
        reference.set(qn("w:id"), str(comment.comment_id))
        shown.append(reference)
        run.getnext().addnext(shown)
    elif what in ("shows", "pastes"):
        {"shows": shows, "pastes": pastes}[what](document, *words)
    else:
        if what == "changes":
            who = words[0]
        {"types": types, "changes": changes, "adds": adds, "writes": writes}[what](body, *words)
    document.core_properties.last_modified_by = who
    for part in document.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = part.blob.replace(b">certpress<", b">Microsoft Office Word<")
    document.save(file)


main(*sys.argv[1:])
