"""A scanned sheet: printed form, handwriting, seals; then what a scanner does to it. Everything is seeded.

Lengths are pixels of the finished page (A4 at 110 dpi); drawing is done at twice that and reduced.
"""
import io
import math
import random
import re
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parents[2]
W, H, S = 910, 1286, 2
FONTS = {
    'sans': 'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    'medium': 'noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
    'serif': 'noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
    'bold': 'noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
    'pen': 'noto-sans-sc/100Thin/NotoSansSC_100Thin.ttf',
    'brush': 'noto-serif-sc/300Light/NotoSerifSC_300Light.ttf',
}
INK, BLUE, BLACK, RED = (44, 44, 46), (38, 50, 112), (36, 36, 40), (196, 34, 40)
# Paper, print, pen, seal: sixteen colours make a small PNG.
PALETTE = [
    (251, 250, 246), (246, 245, 240), (238, 237, 232), (214, 213, 209), (180, 179, 176), (140, 139, 137), (98, 98, 97), (44, 44, 46),
    (40, 52, 112), (92, 102, 150), (158, 165, 194), (206, 210, 222), (196, 44, 48), (213, 96, 96), (230, 150, 147), (242, 203, 199),
]
_fonts = {}


def font(name, size):
    key = (name, round(size))
    if key not in _fonts:
        _fonts[key] = ImageFont.truetype(str(ROOT / 'node_modules/@expo-google-fonts' / FONTS[name]), key[1])
    return _fonts[key]


def noise(rng, width, height):
    return Image.frombytes('L', (width, height), rng.randbytes(width * height))


def clouds(rng, width, height, step):
    """Soft noise: a value changes over about `step` pixels."""
    return noise(rng, max(2, width // step + 2), max(2, height // step + 2)).resize((width, height), Image.BICUBIC)


def warped(mask, rng, cell, strength):
    """The mask as an unsteady hand would have drawn it: a grid whose corners have moved a little."""
    width, height = mask.size
    nx, ny = max(1, width // cell), max(1, height // cell)
    at = [[(width * i / nx + (rng.uniform(-strength, strength) if 0 < i < nx else 0),
            height * j / ny + (rng.uniform(-strength, strength) if 0 < j < ny else 0)) for i in range(nx + 1)] for j in range(ny + 1)]
    mesh = []
    for j in range(ny):
        for i in range(nx):
            box = (width * i // nx, height * j // ny, width * (i + 1) // nx, height * (j + 1) // ny)
            a, b, c, d = at[j][i], at[j + 1][i], at[j + 1][i + 1], at[j][i + 1]
            mesh.append((box, (*a, *b, *c, *d)))
    return mask.transform(mask.size, Image.MESH, mesh, Image.BICUBIC)


def inked(mask, rng, width, soft):
    """Thin lines to strokes of a pen: round corners, a width that swells and fades."""
    mask = mask.point(lambda v: 255 if v > 60 else 0)
    if width > 1:
        mask = mask.filter(ImageFilter.MaxFilter(width | 1))
    blurred = mask.filter(ImageFilter.GaussianBlur(soft))
    pressure = clouds(rng, *mask.size, 26).point(lambda v: int(v * 0.34))
    return ImageChops.subtract(blurred, pressure).point(lambda v: max(0, min(255, (v - 52) * 5)))


class Hand:
    """One person's writing."""
    def __init__(self, name, mood=''):
        style = random.Random(f'hand {name}')
        self.name, self.slant = name, style.uniform(0.02, 0.2)
        self.narrow, self.lift = style.uniform(0.84, 0.96), style.uniform(-0.03, 0.06)
        self.pen = style.choice([BLUE, BLACK, BLACK, BLUE, BLUE])
        self.sig_slant, self.sig_rise = style.uniform(0.18, 0.38), style.uniform(0.02, 0.12)
        self.sig_gap, self.flourish = style.uniform(0.66, 0.86), style.random()
        self.sig_width = style.choice([1, 1, 3])
        self.rng = random.Random(f'{name} {mood}')

    def glyph(self, char, em, slant, rng, face='pen', squeeze=1.0):
        pad = em // 2
        cell = Image.new('L', (em + 2 * pad, em + 2 * pad), 0)
        ImageDraw.Draw(cell).text((pad, pad - em * 0.18), char, font=font(face, em), fill=255, stroke_width=1 if em > 100 else 0)
        turn, grow = math.radians(rng.uniform(-4, 3)), rng.uniform(0.9, 1.1)
        sx, sy = 1 / (self.narrow * squeeze * rng.uniform(0.92, 1.06)), 1 / grow
        c, mid = math.cos(turn), (em + 2 * pad) / 2
        a, b, d, e = sx * c, sx * (slant + math.sin(turn)), -sy * math.sin(turn), sy * c
        return cell.transform(cell.size, Image.AFFINE, (a, b, mid - a * mid - b * mid, d, e, mid - d * mid - e * mid), Image.BICUBIC), pad

    def line(self, text, size):
        """One line of notes, as a mask at the scale of drawing, and where its baseline box begins."""
        k, rng = 4, self.rng
        em = int(size * k)
        width = int(sum(self.advance(c, size) for c in text) * k + em * 2)
        mask, x = Image.new('L', (width, em * 2), 0), em // 2
        for char in text:
            step = self.advance(char, size) * k
            if char != ' ':
                cell, pad = self.glyph(char, em, self.slant, rng)
                wide = char.isascii() or char in '“”·'
                shift = (font('pen', em).getlength(char) - em) / 2 if wide else 0
                at = (int(x - pad + rng.uniform(-.03, .03) * em - (0 if not wide else 0.02 * em)), int(em * .5 - pad + rng.uniform(-.05, .05) * em))
                part = mask.crop((*at, at[0] + cell.width, at[1] + cell.height))
                mask.paste(ImageChops.lighter(part, cell), at)
                del shift
            x += step
        mask = inked(warped(mask, rng, em // 2, em * .045), rng, 3 if em < 90 else 5, 1.5)
        return mask.resize((width * S // k, em * 2 * S // k), Image.LANCZOS), size / 2

    def advance(self, char, size):
        if char == ' ':
            return size * .35
        if char.isascii() or char in '“”·':
            return font('pen', 100).getlength(char) / 100 * size * .98
        return size * (.72 if char in '，。；：、！' else .93)

    def wrap(self, text, size, width):
        return wrap(text, width, lambda c: self.advance(c, size))

    def signature(self, size):
        """A name written fast: slanted, the characters run into each other, an end that is drawn out."""
        k, rng, style = 4, self.rng, random.Random(f'sig {self.name}')
        em = int(size * k)
        n = len(self.name)
        mask = Image.new('L', (int(em * (n * .8 + 2.2)), int(em * 2.4)), 0)
        x, y, ends = em * .7, em * .75, []
        for i, char in enumerate(self.name):
            big = (1.18 if i == 0 else style.uniform(.86, 1.02))
            e = int(em * big)
            cell, pad = self.glyph(char, e, self.sig_slant, rng, squeeze=style.uniform(.78, .92))
            top = y - (e - em) / 2 - self.sig_rise * em * i + rng.uniform(-.03, .03) * em
            at = (int(x - pad), int(top - pad))
            part = mask.crop((*at, at[0] + cell.width, at[1] + cell.height))
            mask.paste(ImageChops.lighter(part, cell), at)
            box = cell.getbbox()
            ends.append((at[0] + box[0], at[1] + box[1], at[0] + box[2], at[1] + box[3]))
            x += e * self.sig_gap * style.uniform(.95, 1.1)
        draw = ImageDraw.Draw(mask)
        for one, two in zip(ends, ends[1:]):
            if style.random() < .75:
                fr = (one[2] - em * .12, one[3] - em * style.uniform(.05, .3))
                to = (two[0] + em * .16, two[1] + em * style.uniform(.25, .6))
                self.curve(draw, fr, (fr[0] + em * .18, fr[1] + em * .1), (to[0] - em * .16, to[1] + em * .06), to, 4)
        last = ends[-1]
        fr = (last[2] - em * .22, last[3] - em * .06)
        if self.flourish < .4:
            to = (fr[0] + em * .75, fr[1] - em * .22)
            self.curve(draw, fr, (fr[0] + em * .1, fr[1] + em * .2), (fr[0] + em * .45, fr[1] + em * .12), to)
        elif self.flourish < .75:
            to = (ends[0][0] + em * .5, fr[1] + em * .26)
            self.curve(draw, fr, (fr[0] + em * .5, fr[1] + em * .3), (fr[0] - em * .2, fr[1] + em * .34), to)
        mask = warped(mask, style, em // 2, em * .085)
        mask = warped(mask, rng, em // 2, em * .03)
        mask = inked(mask, rng, self.sig_width, 2.0)
        box = mask.getbbox()
        mask = mask.crop(box)
        return mask.resize((max(1, mask.width * S // k), max(1, mask.height * S // k)), Image.LANCZOS)

    @staticmethod
    def curve(draw, p0, p1, p2, p3, width=3):
        points = []
        for i in range(25):
            t = i / 24
            points.append(tuple((1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t ** 3 * d for a, b, c, d in zip(p0, p1, p2, p3)))
        draw.line(points, fill=255, width=width, joint='curve')


def wrap(text, width, advance):
    lines = []
    for paragraph in text.split('\n'):
        line, used = '', 0.0
        for token in re.findall(r'[A-Za-z0-9.\-/:%#~&+]+|.', paragraph):
            step = sum(advance(c) for c in token)
            if used + step > width and line and token not in '，。；：、）》”！？】':
                if step > width:
                    for c in token:
                        if used + advance(c) > width:
                            lines.append(line)
                            line, used = '', 0.0
                        line, used = line + c, used + advance(c)
                    continue
                carry = ''
                while line and line[-1] in '（《“【':
                    carry, line = line[-1] + carry, line[:-1]
                lines.append(line)
                line, used = carry, sum(advance(c) for c in carry)
                if token == ' ':
                    continue
            line, used = line + token, used + step
        lines.append(line)
    return lines


class Page:
    def __init__(self, key):
        self.key, self.rng = key, random.Random(f'page {key}')
        self.image = Image.new('RGB', (W * S, H * S), (255, 255, 255))
        self.draw = ImageDraw.Draw(self.image)
        self.seals, self.moods = [], 0

    def hand(self, name):
        self.moods += 1
        return Hand(name, f'{self.key} {self.moods}')

    # --- print ---------------------------------------------------------------------------------
    def text(self, x, y, text, size=14, face='sans', anchor='la', fill=INK):
        self.draw.text((x * S, y * S), text, font=font(face, size * S), fill=fill, anchor=anchor)

    @staticmethod
    def length(text, size, face='sans'):
        return font(face, size * S).getlength(text) / S

    def lines(self, text, size, width, face='sans'):
        cache = {}
        def advance(c):
            if c not in cache:
                cache[c] = self.length('□' if c == '☑' else c, size, face)
            return cache[c]
        return wrap(text, width, advance)

    def printed(self, x, y, text, width, size=14, face='sans', leading=1.5, center=False):
        """Wrapped print; `☑` is a printed box ticked by hand. Returns where it ends."""
        for line in self.lines(text, size, width, face):
            shown = line.replace('☑', '□')
            left = x + (width - self.length(shown, size, face)) / 2 if center else x
            self.text(left, y, shown, size, face)
            for i, c in enumerate(line):
                if c == '☑':
                    self.tick(left + self.length(shown[:i], size, face) + size * .5, y + size * .75, size)
            y += size * leading
        return y

    def rule(self, x0, y0, x1, y1, width=1, fill=(70, 70, 70)):
        self.draw.line([(x0 * S, y0 * S), (x1 * S, y1 * S)], fill=fill, width=max(1, round(width * S)))

    # --- hand ----------------------------------------------------------------------------------
    def paint(self, mask, x, y, colour):
        self.image.paste(colour, (round(x * S), round(y * S)), mask)

    def tick(self, cx, cy, size):
        mask = Image.new('L', (int(size * 3 * S), int(size * 3 * S)), 0)
        draw, c, u, r = ImageDraw.Draw(mask), size * 1.5 * S, size * S, self.rng
        Hand.curve(draw, (c - .38 * u, c - .02 * u + r.uniform(-2, 2)), (c - .2 * u, c + .12 * u), (c - .16 * u, c + .3 * u), (c - .08 * u, c + .34 * u), 3)
        Hand.curve(draw, (c - .08 * u, c + .34 * u), (c + .1 * u, c - .1 * u), (c + .3 * u, c - .45 * u), (c + (.55 + r.uniform(0, .2)) * u, c - .75 * u), 3)
        self.paint(mask.filter(ImageFilter.GaussianBlur(.7)), cx - size * 1.5, cy - size * 1.5, BLUE)

    def written(self, x, y, text, width, who, size=19, leading=1.36, center=False, colour=None):
        """Wrapped handwriting; a line starts a little elsewhere each time. Returns where it ends."""
        hand = self.hand(who)
        for line in hand.wrap(text, size, width):
            if line:
                mask, before = hand.line(line, size)
                length = sum(hand.advance(c, size) for c in line)
                left = x + ((width - length) / 2 if center else hand.rng.uniform(-1.5, 2))
                self.paint(mask, left - before, y - size * .62 + hand.rng.uniform(-1, 1), colour or hand.pen)
            y += size * leading
        return y

    def sign(self, x, y, who, size=38, width=None):
        """A signature whose middle line is at y; shrunk where the place is narrow. Returns its right edge."""
        hand = self.hand(who)
        mask = hand.signature(size)
        if width is not None and mask.width / S > width:
            f = width * S / mask.width
            mask = mask.resize((max(1, int(mask.width * f)), max(1, int(mask.height * f))), Image.LANCZOS)
        self.paint(mask, x + self.rng.uniform(-3, 4), y - mask.height / S / 2 + self.rng.uniform(-2, 2), hand.pen)
        return x + mask.width / S

    def strike(self, x0, y0, x1, y1, who):
        """A line drawn through something by hand."""
        mask = Image.new('L', self.image.size, 0)
        r = self.rng
        Hand.curve(ImageDraw.Draw(mask), (x0 * S, y0 * S), ((x0 * .7 + x1 * .3) * S, (y0 * .7 + y1 * .3 + r.uniform(-3, 3)) * S),
                   ((x0 * .3 + x1 * .7) * S, (y0 * .3 + y1 * .7 + r.uniform(-3, 3)) * S), (x1 * S, y1 * S), 3)
        self.paint(mask.filter(ImageFilter.GaussianBlur(.7)), 0, 0, Hand(who).pen)

    # --- seal ----------------------------------------------------------------------------------
    def seal(self, cx, cy, name, below='', diameter=168):
        """A round seal: ring, the company's name around it, a star, what it is for below."""
        k = 4
        d = diameter * k
        mask, c = Image.new('L', (d + 40, d + 40), 0), (d + 40) / 2
        draw = ImageDraw.Draw(mask)
        draw.ellipse((20, 20, d + 20, d + 20), outline=255, width=int(d * .028))
        star, points = d * .155, []
        for i in range(10):
            r, a = (star if i % 2 == 0 else star * .382), math.radians(-90 + 36 * i)
            points.append((c + r * math.cos(a), c + r * math.sin(a)))
        draw.polygon(points, fill=255)
        n = len(name)
        em = int(min(d * .125, d * 2.2 / n * .82))
        spread = min(250, n * 360 * em * 1.22 / (math.pi * d * .74))
        for i, char in enumerate(name):
            angle = -spread / 2 + spread * i / (n - 1)
            cell = Image.new('L', (em * 2, em * 2), 0)
            ImageDraw.Draw(cell).text((em, em), char, font=font('bold', em), fill=255, anchor='mm')
            cell = cell.transform(cell.size, Image.AFFINE, (1, 0, 0, 0, 1 / 1.25, em * (1 - 1 / 1.25)), Image.BICUBIC).rotate(-angle, Image.BICUBIC)
            a = math.radians(angle - 90)
            at = (int(c + d * .385 * math.cos(a) - em), int(c + d * .385 * math.sin(a) - em))
            mask.paste(ImageChops.lighter(mask.crop((*at, at[0] + cell.width, at[1] + cell.height)), cell), at)
        if below:
            e = int(d * .088)
            draw.text((c, c + d * .285), below, font=font('bold', e), fill=255, anchor='mm')
        rng = random.Random(f'seal {self.key} {name} {cx}')
        # Uneven ink: large soft patches, and fine gaps.
        patches = clouds(rng, *mask.size, 90).point(lambda v: 130 + int(v * .5))
        gaps = noise(rng, mask.width // 3, mask.height // 3).point(lambda v: 255 if v > 24 else 120).resize(mask.size, Image.BILINEAR)
        mask = ImageChops.multiply(ImageChops.multiply(mask, patches), gaps)
        mask = mask.rotate(rng.uniform(-14, 14), Image.BICUBIC).filter(ImageFilter.GaussianBlur(2))
        mask = mask.resize((mask.width * S // k, mask.height * S // k), Image.LANCZOS)
        self.seals.append((mask, cx, cy))

    # --- table ---------------------------------------------------------------------------------
    def table(self, x, y, width, rows, size=14, pen=19):
        """Rows of cells `(share, kind, content)`; kinds: l label, p print, c print centred, h hand, g hand centred, f drawn by a
        function (content: (height, function)). Hand cells carry `(who, text)`. Returns where the table ends."""
        top = y
        for row in rows:
            cells, least = (row['cells'], row.get('least', 0)) if isinstance(row, dict) else (row, 0)
            full = sum(c[0] for c in cells)
            small = row.get('size', size) if isinstance(row, dict) else size
            pen_ = row.get('pen', pen) if isinstance(row, dict) else pen
            heights = []
            for share, kind, content in cells:
                w = width * share / full - 14
                if kind in 'lpc':
                    heights.append(len(self.lines(content, small, w, 'medium' if kind == 'l' else 'sans')) * small * 1.42 + 11)
                elif kind in 'hg':
                    heights.append(len(Hand(content[0]).wrap(content[1], pen_, w - 10)) * pen_ * 1.36 + 8)
                else:
                    heights.append(content[0])
            h = max([least, *heights])
            left = x
            for (share, kind, content), own in zip(cells, heights):
                w = width * share / full
                if kind == 'l':
                    self.draw.rectangle((left * S, y * S, (left + w) * S, (y + h) * S), fill=(244, 244, 243))
                mid = y + (h - own) / 2
                if kind in 'lc':
                    self.printed(left + 7, mid + 6, content, w - 14, small, 'medium' if kind == 'l' else 'sans', 1.42, center=True)
                elif kind == 'p':
                    self.printed(left + 8, mid + 6, content, w - 14, small, 'sans', 1.42)
                elif kind in 'hg':
                    self.written(left + 9, mid + 5 + pen_ * .12, content[1], w - 24, content[0], pen_, center=kind == 'g')
                else:
                    content[1](left, y, w, h)
                left += w
            left = x
            for share, _, _ in cells:
                self.rule(left, y, left, y + h, .75)
                left += width * share / full
            self.rule(x + width, y, x + width, y + h, .75)
            self.rule(x, y, x + width, y, .75)
            y += h
        self.rule(x, y, x + width, y, .75)
        for a, b in (((x, top), (x + width, top)), ((x, y), (x + width, y)), ((x, top), (x, y)), ((x + width, top), (x + width, y))):
            self.rule(*a, *b, 1)
        self.bottom = y
        if y > H - 78:
            print(f'  ! {self.key}: table ends at {y:.0f}')
        return y

    # --- scanner -------------------------------------------------------------------------------
    def scanned(self, bitonal=False):
        """In sixteen colours; or in black and white, as an office scans what has lain in a box for years."""
        rng, image = self.rng, self.image
        for mask, cx, cy in self.seals:
            box = (round(cx * S - mask.width / 2), round(cy * S - mask.height / 2))
            under = image.crop((*box, box[0] + mask.width, box[1] + mask.height))
            red = Image.composite(Image.new('RGB', mask.size, RED), Image.new('RGB', mask.size, (255, 255, 255)), mask)
            image.paste(ImageChops.multiply(under, red), box)
        if rng.random() < .55:
            for cy in (H * .5 - 157, H * .5 + 157):
                r, x = 11.5, 40 + rng.uniform(-2, 2)
                self.draw.ellipse(((x - r) * S, (cy - r) * S, (x + r) * S, (cy + r) * S), fill=(224, 223, 219), outline=(176, 175, 172), width=2)
                self.draw.arc(((x - r) * S, (cy - r) * S, (x + r) * S, (cy + r) * S), 150, 300, fill=(120, 119, 117), width=4)
        else:
            x, y = 30 + rng.uniform(0, 14), 26 + rng.uniform(0, 10)
            self.draw.line([(x * S, (y + 16) * S), ((x + 22) * S, y * S)], fill=(150, 149, 147), width=5)
            self.draw.line([(x * S + 2, (y + 18) * S), ((x + 22) * S + 2, (y + 2) * S)], fill=(222, 221, 217), width=3)
        angle = rng.choice([-1, 1]) * rng.uniform(.12, .6)
        image = image.rotate(angle, Image.BICUBIC, fillcolor=(255, 255, 255))
        if bitonal:
            return image.convert('L').resize((W * 3 // 2, H * 3 // 2), Image.LANCZOS).point(lambda tone: 255 if tone > 172 else 0, '1')
        image = image.resize((W, H), Image.LANCZOS)
        # The paper's own tone, darker towards one edge; then dust.
        tone = Image.new('RGB', (W, H), PALETTE[0])
        shade = ImageDraw.Draw(tone)
        side = rng.choice(['left', 'right'])
        for i, c in ((7, 1), (3, 2)):
            i += rng.randrange(3)
            shade.rectangle((0, 0, i, H) if side == 'left' else (W - i, 0, W, H), fill=PALETTE[c])
        image = ImageChops.multiply(image, tone)
        draw = ImageDraw.Draw(image)
        for _ in range(2600):
            draw.point((rng.randrange(W), rng.randrange(H)), fill=PALETTE[1 if rng.random() < .8 else 2])
        for _ in range(rng.randrange(14, 30)):
            x, y = rng.randrange(W), rng.randrange(H)
            draw.point((x, y), fill=PALETTE[rng.choice([3, 4, 5])])
            if rng.random() < .2:
                draw.point((x + 1, y), fill=PALETTE[4])
        wells = Image.new('P', (1, 1))
        wells.putpalette([v for c in PALETTE for v in c])
        return image.quantize(palette=wells, dither=Image.Dither.NONE)


# --- files --------------------------------------------------------------------------------------
def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def idat(image):
    """The picture as four bits a pixel, or one, filtered by none of PNG's filters, and deflated."""
    raw = image.tobytes()
    rows = bytearray()
    if image.mode == '1':
        width = (image.width + 7) // 8
        for y in range(image.height):
            rows += b'\0' + raw[y * width:(y + 1) * width]
        return zlib.compress(bytes(rows), 9)
    for y in range(image.height):
        line = raw[y * image.width:(y + 1) * image.width]
        if len(line) % 2:
            line += b'\0'
        rows.append(0)
        rows += bytes((a << 4) | b for a, b in zip(line[::2], line[1::2]))
    return zlib.compress(bytes(rows), 9)


def png(image):
    bits, colours = (1, b'') if image.mode == '1' else (4, chunk(b'PLTE', bytes(v for c in PALETTE for v in c)))
    head = struct.pack('>IIBBBBB', image.width, image.height, bits, 3 if colours else 0, 0, 0, 0)
    dpm = round(110 * image.width / W / .0254)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + colours + chunk(b'pHYs', struct.pack('>IIB', dpm, dpm, 1)) + chunk(b'IDAT', idat(image)) + chunk(b'IEND', b'')


def pdf(images, title, day):
    """A PDF of scans, as a copier makes one: a picture a page, no text."""
    objects, pages = [], []
    def add(data):
        objects.append(data)
        return len(objects)
    add(b''), add(b'')
    lookup = ''.join('%02x%02x%02x' % c for c in PALETTE)
    for image in images:
        data = idat(image)
        bits, space = (1, '/DeviceGray') if image.mode == '1' else (4, f'[/Indexed /DeviceRGB 15 <{lookup}>]')
        picture = add((f'<< /Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} /BitsPerComponent {bits} '
                       f'/ColorSpace {space} /Filter /FlateDecode '
                       f'/DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent {bits} /Columns {image.width} >> /Length {len(data)} >>\nstream\n').encode() + data + b'\nendstream')
        content = b'q 595.28 0 0 841.89 0 0 cm /S Do Q'
        drawn = add(f'<< /Length {len(content)} >>\nstream\n'.encode() + content + b'\nendstream')
        pages.append(add((f'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Resources << /XObject << /S {picture} 0 R >> >> '
                          f'/Contents {drawn} 0 R >>').encode()))
    info = add(f"<< /Title <feff{title.encode('utf-16-be').hex()}> /Producer (document scanner) /CreationDate (D:{day.replace('-', '')}093000+08'00') >>".encode())
    objects[0] = b'<< /Type /Catalog /Pages 2 0 R >>'
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{p} 0 R' for p in pages)}] /Count {len(pages)} >>".encode()
    out, places = io.BytesIO(), []
    out.write(b'%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')
    for i, data in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f'{i} 0 obj\n'.encode() + data + b'\nendobj\n')
    start = out.tell()
    out.write(f'xref\n0 {len(objects) + 1}\n0000000000 65535 f \n'.encode())
    for place in places:
        out.write(f'{place:010} 00000 n \n'.encode())
    out.write(f'trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {info} 0 R >>\nstartxref\n{start}\n%%EOF\n'.encode())
    return out.getvalue()
