#!/usr/bin/env python3
"""Makes the scans of the samples, and the `evidence.yaml` of each case, from the records and `data.yaml`.

    npm ci && pip install pillow pyyaml     # the faces are those of node_modules/@expo-google-fonts
    python3 tools/scans/make.py             # all of them: the same bytes each time, with the same Pillow
    python3 tools/scans/make.py surveillance-1-attendance   # only files whose name has this in it; registers stay as they are
    python3 tools/scans/make.py --sign      # also signs the one report that has a signature in a file of its own, with a new
                                            # key that is thrown away: the only bytes here that differ from run to run

Nothing is taken from anywhere: forms, seals and handwriting are drawn (`paper.py`). What a record says is read from the
record; what only a piece of paper says stands in `data.yaml`. People, clients, numbers and seals are invented, and each
sheet says so at its foot. The bodies have no seal here: they sign by hand, as the schemes allow.
"""
import datetime
import hashlib
import subprocess
import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent))
from paper import H, ROOT, Hand, Page, pdf, png  # noqa: E402

SAMPLES = ROOT / 'samples'


class Loader(yaml.SafeLoader):
    """YAML 1.2 where it matters: `on` is a word, a date is a string."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, rx) for tag, rx in rules if tag not in ('tag:yaml.org,2002:bool', 'tag:yaml.org,2002:timestamp', 'tag:yaml.org,2002:int')]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path):
    return yaml.load(path.read_text(encoding='utf8'), Loader) if path.exists() else {}


DATA = load(Path(__file__).parent / 'data.yaml')
PEOPLE = load(SAMPLES / 'people.yaml')
def person(key):
    """The name in both languages; one that has no Chinese is the same in both."""
    name = PEOPLE[key]['name']
    return name if isinstance(name, dict) else {'zh': name, 'en': name}
KIND = {'I1': '初次认证第一阶段审核', 'I2': '初次认证第二阶段审核', 'S': '监督审核', 'R': '再认证审核'}
ROLE = {'leader': '审核组长', 'auditor': '审核员', 'trainee': '实习审核员', 'expert': '技术专家'}


def zh(day, sep=None):
    y, m, d = (int(v) for v in day.split('-'))
    return f'{y}年{m}月{d}日' if sep is None else f'{y}{sep}{m}{sep}{d}'


def span(one, two):
    return zh(one) if one == two else f'{zh(one)}至{two.split("-")[2].lstrip("0")}日' if one[:7] == two[:7] else f'{zh(one)}至{zh(two)}'


def filed(day, days=5):
    """A working day, some days later."""
    at = datetime.date.fromisoformat(day) + datetime.timedelta(days)
    while at.weekday() > 4:
        at += datetime.timedelta(1)
    return at.isoformat()


class Case:
    def __init__(self, key):
        self.key, self.scheme = key, key.split('/')[0]
        self.folder, self.data, self.house = SAMPLES / key, DATA['cases'][key], DATA['houses'][self.scheme]
        self.case = load(self.folder / 'case.yaml')
        self.body = load(ROOT / f'schemas/bodies/{self.scheme}.yaml')['name']['zh']
        signer = self.house['body']
        self.signer = signer.get('name') or person(signer['by'])
        self.entries = []

    def client(self, day):
        return [c for c in self.case['client'] if c['from'] <= day][-1] if self.case['client'][0]['from'] <= day else self.case['client'][0]

    def on(self, field, day):
        fit = [c for c in self.case[field] if c['from'] <= day]
        return fit[-1] if fit else self.case[field][0]

    def audit(self, name):
        at = self.folder / 'audits' / name
        return {kind: load(at / f'{kind}.yaml') for kind in ('audit', 'plan', 'notice', 'report', 'review', 'decision')}

    def page(self, key, form, title, number='', sub=''):
        page = Page(f'{self.key} {key}')
        page.text(62, 58, self.house['short'], 15, 'medium')
        page.text(848, 60, form, 12.5, anchor='ra')
        page.rule(62, 82, 848, 82, 1)
        page.text(455, 100, title, 25, 'bold', 'ma')
        y = 146
        if sub:
            page.text(455, y - 6, sub, 14, anchor='ma')
            y += 18
        if number:
            page.text(848, y - 2, f'编号：{number}', 13, anchor='ra')
            y += 22
        page.text(455, H - 44, DATA['footer'], 11, anchor='ma', fill=(150, 150, 150))
        return page, y

    def add(self, file, kind, zh_, en, date, pages=None, audit=None, subject=None, signed=(), paper=None, info=None):
        self.entries.append(dict(file=file, kind=kind, zh=zh_, en=en, date=date, pages=pages, audit=audit, subject=subject,
                                 signed=list(signed), paper=paper, info=info or zh_))


def signature(page, label, who, day, date_first=False, size=38, label_size=13.5):
    """What fills a cell: `label: signature   date`, both by hand."""
    def draw(x, y, w, h):
        page.text(x + 10, y + h / 2 - label_size * .7, label, label_size)
        at = x + 14 + page.length(label, label_size)
        end = page.sign(at + 4, y + h / 2, who, size, width=w * .42)
        text = zh(day) if w > 300 else zh(day, '.')
        hand = Hand(who)
        length = sum(hand.advance(c, 18) for c in text)
        page.written(max(end + 12, x + w - length - 16), y + h / 2 - 7, text, length + 30, who, 18)
    return draw


def members(plan):
    return {m['id']: m for m in plan.get('team', [])}


# --- forms ------------------------------------------------------------------------------------------
def application(c):
    d, case, house = c.data, c.case, c.house
    own = d.get('application', {})
    date, number = own.get('date', case['application']['date']), own.get('number', case['application']['number'])
    client, heads, sites = c.client(date), c.on('headcount', date), c.on('sites', date)['list']
    page, y = c.page('application', house['forms']['application'], '管理体系认证申请书', number)
    again = bool(own)
    p = lambda v: (5, 'p', v)  # noqa: E731
    rows = [
        [(1.5, 'l', house['party']), (4, 'p', client['name']['zh']), (1.9, 'l', '统一社会信用代码'), (2.6, 'p', client['uscc'])],
        [(1.5, 'l', '注册地址'), (5.5, 'p', client['registeredAddress']['zh']), (1.2, 'l', '邮政编码'), (1.8, 'p', client['postCode'])],
        [(1.5, 'l', '经营地址'), (8.5, 'p', client['businessAddress']['zh'])],
        [(1.5, 'l', '法定代表人'), (2.2, 'p', client['legalRepresentative']['zh']), (1.2, 'l', '管理者代表'),
         (5.1, 'p', f"{client['representative']['name']['zh']}（{client['representative']['title']['zh']}）")],
        [(1.5, 'l', '联系人'), (1.5, 'p', client['contact']['name']['zh']), (1, 'l', '电话'), (2, 'p', client['contact']['phone']), (1, 'l', '邮箱'), (3, 'p', client['contact']['email'])],
        [(1.5, 'l', '申请类型'), (8.5, 'p', ('□ 初次认证　☑ 再认证' if again else '☑ 初次认证　□ 再认证') + '　□ 扩大范围　□ 转机构')],
        [(1.5, 'l', '认证标准'), (8.5, 'p', f"{house['standard']}　业务连续性管理体系　要求")],
        [(1.5, 'l', '申请的认证范围'), (8.5, 'p', case['application']['scope']['zh'])],
        [(1.5, 'l', '主要活动'), (8.5, 'p', client['activities']['zh'].rstrip('。') + '。')],
        [(1.5, 'l', '场所'), (8.5, 'p', '\n'.join(f"{s['id']}　{s['name']['zh']}，{s['address']['zh']}" + (f"，距主场所{s['distanceKm']}公里" if float(s.get('distanceKm', 0)) > 0 else '') for s in sites))],
        [(1.5, 'l', '人数'), (8.5, 'p', f"全职{heads['fullTime']}人，兼职{heads['partTime']}人，临时{heads['temporary']}人" +
                            (f"；{heads['reductions'][0]['reason']['zh']}，核减{heads['reductions'][0]['persons']}人" if heads['reductions'] else '（兼职和临时已折算）') + f"；有效人数{heads['effective']}人")],
        [(1.5, 'l', '班次'), (8.5, 'p', case['application']['shifts']['zh'])],
        [(1.5, 'l', '体系运行'), (8.5, 'p', f"自{zh(case['bcms']['operationStart'])}起运行；内部审核：{own.get('audits', zh(case['bcms']['internalAudit']['completedOn']))}；管理评审：{own.get('review', zh(case['bcms']['managementReview']['completedOn']))}")],
        [(1.5, 'l', '近三年情况'), (8.5, 'p', '事故　☑ 无　□ 有　　　行政处罚　☑ 无　□ 有　　　抽查不合格　☑ 无　□ 有')],
        [(1.5, 'l', '随附材料'), (8.5, 'p', own.get('materials') or '；'.join(f"{m['name']['zh']}（{m['reference']}）" for m in case['application']['materials']) + '。')],
    ]
    legal, short = d['legal'], 14
    def declaration(x, y, w, h):
        end = page.printed(x + 10, y + 9, '声明：本单位自愿申请认证，已阅读并愿意遵守认证规则和有关法律法规，提交的材料和信息真实、完整；同意接受审核，并在获证后持续符合认证要求。', w - 20, short)
        page.text(x + 10, end + 58, '法定代表人（签字）：', 14)
        page.sign(x + 155, end + 68, legal['zh'], 44)
        page.text(x + 400, end + 58, '（盖章）', 14)
        page.written(x + 580, end + 56, zh(date), 190, legal['zh'], 20)
        page.seal(x + 452, end + 84, client['name']['zh'])
    rows.append([(10, 'f', (232, declaration))])
    got = d['received']
    rows.append([(1.5, 'l', '受理登记'), (8.5, 'f', (46, signature(page, '收件人：', person(got['by'])['zh'], got['on'])))])
    page.table(62, y + 4, 786, rows, 14.4 if again or c.scheme == 'wanding' else 13.8)
    c.add('application.png', 'application', '再认证申请书' if again else '认证申请书', 'Application for recertification' if again else 'Application for certification',
          date, [page], own.get('audit'), signed=[('client', legal, date)], paper=filed(got['on']))


def application_of(c, name, title, en):
    """What a certified client applies for anew: recertification, a wider scope."""
    audit = c.audit(name)['audit']
    date, scope, client = audit['application']['date'], audit['application']['scope']['zh'], c.client(audit['application']['date'])
    sites, heads, legal, got = c.on('sites', date)['list'], c.on('headcount', date), client['legalRepresentative'], c.data['received'][name]
    page, y = c.page(f'{name}-application', c.house['forms']['application'], title, c.data['applications'][name])
    rows = [
        [(1.6, 'l', '获证组织'), (8.4, 'p', client['name']['zh'])],
        [(1.6, 'l', '统一社会信用代码'), (3.6, 'p', client['uscc']), (1.4, 'l', '认证注册号'), (3.4, 'p', c.data['registration'])],
        [(1.6, 'l', '地址'), (8.4, 'p', client['businessAddress']['zh'])],
        [(1.6, 'l', '联系人'), (3.6, 'p', client['contact']['name']['zh']), (1.4, 'l', '电话'), (3.4, 'p', client['contact']['phone'])],
        [(1.6, 'l', '认证标准'), (8.4, 'p', f"{c.case.get('standard') or c.house['standard']}　业务连续性管理体系　要求")],
        [(1.6, 'l', '申请的认证范围'), (8.4, 'p', scope)],
        [(1.6, 'l', '场所'), (8.4, 'p', '\n'.join(f"{s['id']}　{s['name']['zh']}，{s['address']['zh']}" for s in sites if s['id'] in audit['sites']))],
        [(1.6, 'l', '体系覆盖人数'), (8.4, 'p', f"{heads['effective']}人")],
        [(1.6, 'l', '申请的说明'), (8.4, 'h', (client['contact']['name']['zh'], c.data['notes'][name]))],
    ]
    def declaration(x, y, w, h):
        end = page.printed(x + 10, y + 9, '我方仍遵守认证方案和认证合同，所提交的信息真实；有变化的，已在上面写明。', w - 20, 14)
        page.text(x + 10, end + 58, '法定代表人（签字）：', 14)
        page.sign(x + 155, end + 68, legal['zh'], 44)
        page.text(x + 400, end + 58, '（盖章）', 14)
        page.written(x + 580, end + 56, zh(date), 190, legal['zh'], 20)
        page.seal(x + 452, end + 84, client['name']['zh'])
    rows.append([(10, 'f', (210, declaration))])
    rows.append([(1.6, 'l', '受理登记'), (8.4, 'f', (46, signature(page, '收件人：', person(got['by'])['zh'], got['on'])))])
    page.table(62, y + 4, 786, rows, 14.4)
    c.add(f'{name}-application.png', 'application', title, en, date, [page], name, signed=[('client', legal, date)], paper=filed(got['on']))


def application_review(c):
    d, case = c.data, c.case
    own = d.get('review', {})
    date, by = own.get('date', case['applicationReview']['date']), person(case['applicationReview']['by'])
    number = d.get('application', {}).get('number', case['application']['number'])
    page, y = c.page('application-review', c.house['forms']['application-review'], '认证申请评审记录', number.replace('-SQ-', '-PS-'))
    client = c.client(date)
    y = page.table(62, y + 4, 786, [
        [(1.5, 'l', c.house['party']), (5, 'p', client['name']['zh']), (1.5, 'l', '申请编号'), (2.5, 'p', number)],
        [(1.5, 'l', '认证类型'), (5, 'p', '再认证' if own else '初次认证'), (1.5, 'l', '认证标准'), (2.5, 'p', c.house['standard'])],
        [(1.5, 'l', '申请范围'), (9, 'p', case['application']['scope']['zh'])],
    ], 14.5)
    rows = [[(.6, 'l', '序号'), (1.8, 'l', '评审内容'), (5.8, 'l', '评审情况'), (1.8, 'l', '结论')]]
    for i, (what, text) in enumerate(d['reviewed'], 1):
        rows.append({'cells': [(.6, 'c', str(i)), (1.8, 'c', what), (5.8, 'p', text), (1.8, 'c', '☑ 满足 □ 不满足')], 'least': 56})
    y = page.table(62, y + 14, 786, rows, 14)
    told = own.get('notified') or zh(case['applicationReview']['notifiedOn'])
    page.table(62, y + 14, 786, [
        [(1.7, 'l', '评审结论'), (8.3, 'p', '☑ 受理申请　　□ 补充材料后受理　　□ 不予受理')],
        [(1.7, 'l', '拟派审核组'), (8.3, 'p', '专业能力　☑ 具备　□ 不具备　　　公正性　☑ 无利益冲突　□ 有利益冲突')],
        [(1.7, 'l', '审核时间'), (8.3, 'p', f'按有效人数和附录A初步测算，受理后由审核方案管理人员核定。')],
        [(1.7, 'l', '评审人意见'), (8.3, 'h', (by['zh'], d['reviewNote']))],
        [(1.7, 'l', '告知委托方'), (8.3, 'h', (by['zh'], f'{told}已书面告知受理。'))],
        [(10, 'f', (72, signature(page, '申请评审人（签字）：', by['zh'], date)))],
    ], 14.5)
    c.add('application-review.png', 'application-review', '再认证申请评审记录' if own else '认证申请评审记录', 'Review of the application for recertification' if own else 'Review of the application',
          date, [page], d.get('application', {}).get('audit'), signed=[('body', by, date)], paper=filed(date))


def contract(c):
    d, case, house = c.data, c.case, c.house
    date, client = case['contract']['signedOn'], c.client(case['contract']['signedOn'])
    legal = d.get('contractLegal', d['legal'])
    one, y = c.page('contract 1', house['forms']['contract'], '管理体系认证合同', case['contract']['number'])
    y = one.table(62, y + 4, 786, [
        [(1.8, 'l', f"甲方（{house['party']}）"), (8, 'p', client['name']['zh'])],
        [(1.8, 'l', '地址'), (8, 'p', client['registeredAddress']['zh'])],
        [(1.8, 'l', '法定代表人'), (3.1, 'p', legal['zh']), (1.8, 'l', '统一社会信用代码'), (3.1, 'p', client['uscc'])],
        [(1.8, 'l', '乙方（认证机构）'), (8, 'p', c.body)],
    ]) + 20
    first = ('第一条　认证事项', [
        f"甲方自愿委托乙方对其业务连续性管理体系实施认证。认证标准：{house['standard']}。认证范围：{case['application']['scope']['zh']}（以认证证书所载为准）。",
        f"申请编号：{case['application']['number']}。审核安排由乙方在审核前以审核计划书面通知，甲方在审核开始前确认。"])
    rest = [
        ('第四条　费用', [d['fees']]),
        ('第五条　保密', ['双方对履行本合同知悉的对方信息保密，认证机构公布的获证信息和依法提供给监管部门的信息除外。']),
        ('第六条　申诉与投诉', ['甲方对认证决定有异议的，可在收到决定之日起30日内向乙方书面申诉；对处理结果仍有异议的，可向认证监管部门反映。']),
        ('第七条　期限与终止', ['本合同自双方签字或者盖章之日起生效，至认证证书有效期届满或者认证被撤销、注销之日止；第三条、第五条中应当继续履行的义务不受影响。']),
        ('第八条　其他', ['本合同未尽事宜由双方协商，协商不成的，提交乙方所在地人民法院处理。本合同一式二份，双方各执一份，具有同等效力。']),
    ]
    def article(page, y, title, paragraphs):
        page.text(72, y, title, 16.5, 'bold')
        y += 34
        for p in paragraphs:
            y = page.printed(72, y, ('' if p[0].isdigit() else '　　') + p, 768, 16, 'serif', 1.72) + 4
        return y + 12
    y = article(one, y, *first)
    for title, *paragraphs in house['duties']:
        y = article(one, y, title, paragraphs)
    two, y2 = c.page('contract 2', house['forms']['contract'], '管理体系认证合同', case['contract']['number'], '（续页）')
    # What does not fit on the first page goes to the second.
    for i, (title, paragraphs) in enumerate(rest):
        if i == 0 and y < 1000:
            y = article(one, y, title, paragraphs)
        else:
            y2 = article(two, y2 + (6 if i < 2 else 0), title, paragraphs)
    two.text(455, y2 + 12, '（以下为签署栏）', 13.5, 'serif', 'ma')
    y2 += 44
    def party(label, name, title, who, seal):
        def draw(x, y, w, h):
            end = two.printed(x + 16, y + 16, label + name, w - 30, 14.5, 'medium')
            two.text(x + 16, end + 30, f'{title}（签字）：', 13.5)
            two.sign(x + 16 + two.length(f'{title}（签字）：', 13.5), end + 44, who['zh'], 44, w * .52)
            two.text(x + 16, end + 112, '签订日期：', 13.5)
            two.written(x + 88, end + 108, zh(date), 230, who['zh'], 20)
            two.text(x + 16, end + 162, '盖章：' if seal else '（以签字生效，不另盖章）', 13.5)
            if seal:
                two.seal(x + w * .62, end + 132, name, '合同专用章', 172)
        return draw
    two.table(62, y2, 786, [[(1, 'f', (290, party('甲方：', client['name']['zh'], '法定代表人', legal, d['seal']))),
                             (1, 'f', (290, party('乙方：', c.body, house['body']['title'], c.signer, False)))]])
    for i, page in enumerate((one, two), 1):
        page.text(848, H - 44, f'第{i}页　共2页', 12, anchor='ra')
    c.add('contract.pdf', 'contract', f"认证合同{case['contract']['number']}", f"Certification contract {case['contract']['number']}", date, [one, two],
          signed=[('client', legal, date), ('body', c.signer, date)], paper=d['paper'].get('contract', filed(date)))


def programme(c, file='programme'):
    """Of the cycle of now; the programmes of earlier cycles are nowhere but on paper."""
    d, case = c.data[file], c.case
    cycle, date = {**case['programme'], **d.get('cycle', {})}, d['date']
    audits = cycle['audits']
    # Of a later cycle, the time was determined for the audit that begins it.
    time = d.get('time') or case.get('auditTime') or c.audit(audits[0]['audit'])['audit']['auditTime']
    by = person(time['by'])
    page, y = c.page(file, c.house['forms']['programme'], '认证审核方案', f"{case['number']}-FA")
    client = c.client(date)
    y = page.table(62, y + 4, 786, [
        [(1.6, 'l', '受审核方'), (8.4, 'p', client['name']['zh'])],
        [(1.6, 'l', '认证范围'), (8.4, 'p', case['application']['scope']['zh'])],
        [(1.6, 'l', '认证标准'), (3.4, 'p', c.house['standard']), (1.6, 'l', '有效人数'), (3.4, 'p', f"{c.on('headcount', date)['effective']}人")],
        [(1.6, 'l', '场所'), (8.4, 'p', '；'.join(f"{s['id']} {s['name']['zh']}" for s in c.on('sites', date)['list']))],
        [(1.6, 'l', '抽样'), (8.4, 'p', ''.join(time['sampling']['zh'].split()))],
        [(1.6, 'l', '审核时间'), (8.4, 'p', time['reason']['zh'])],
    ], 14.5)
    rows = [[(.6, 'l', '次序'), (2.1, 'l', '审核'), (1.7, 'l', '计划日期'), (1.9, 'l', '人日'), (4.2, 'l', '范围与重点')]]
    seen = 0
    for i, (a, focus) in enumerate(zip(audits, d['focus']), 1):
        name = KIND[a['kind']]
        if a['kind'] == 'S':
            seen += 1
            name = f"第{'一二'[seen - 1]}次监督审核"
        days = d['days'][a['kind']] if i == 1 or a['kind'] != 'R' else '按当年有效人数计算'
        rows.append({'cells': [(.6, 'c', str(i)), (2.1, 'c', name), (1.7, 'c', zh(a['planned'])), (1.9, 'c', days), (4.2, 'p', focus)], 'least': 62})
    y = page.table(62, y + 14, 786, rows, 14)
    y = page.table(62, y + 14, 786, [
        [(1.9, 'l', '认证周期（认证决定后填写）'), (8.1, 'h', (by['zh'], f"{zh(cycle['cycleStart'])}至{zh(cycle['cycleEnd'])}（决定日期{zh(d['filled'])}）"))],
        {'cells': [(1.9, 'l', '方案的调整'), (8.1, 'h', (by['zh'], d['note']))], 'least': 92},
    ], 14.5)
    page.printed(64, y + 12, '提示：监督审核的间隔、特殊审核和方案调整按认证规则执行；获证组织发生变更、投诉、事故或抽查不合格时，重新评审本方案。', 780, 13)
    page.table(62, y + 62, 786, [[(5, 'f', (60, signature(page, '编制：', by['zh'], date, size=36))), (5, 'f', (60, signature(page, '填写：', by['zh'], d['filled'], size=36)))]])
    c.add(f'{file}.png', 'programme', '认证审核方案', 'Audit programme of the cycle', date, [page], signed=[('body', by, date), ('body', by, d['filled'])], paper=filed(d['filled']))


def audit_plan(c, name):
    if c.scheme == 'cusc':
        return confirmation_of_plan(c, name)
    a, own, house = c.audit(name), c.data['audits'][name], c.house
    audit, plan = a['audit'], a['plan']
    confirmation = plan['confirmation']
    client = c.client(plan['date'])
    file = f'{name}-audit-plan'
    page, y = c.page(file, house['forms']['audit-plan'], '审核计划', plan['number'])
    team = members(plan)
    y = page.table(62, y + 4, 786, [
        [(1.4, 'l', house['client']), (4.6, 'p', client['name']['zh']), (1.4, 'l', '审核类型'), (2.9, 'p', KIND[audit['kind']])],
        [(1.4, 'l', '审核日期'), (4.6, 'p', span(plan['start'], plan['end'])), (1.4, 'l', '现场人日'), (2.9, 'p', str(plan['duration']['onSite']) + (f"（远程{plan['duration']['remote']}）" if float(plan['duration']['remote']) else ''))],
        [(1.4, 'l', '审核准则'), (8.9, 'p', '；'.join(x['zh'] for x in plan['criteria']))],
        [(1.4, 'l', '审核范围'), (8.9, 'p', plan['scope']['zh'])],
        [(1.4, 'l', '审核组'), (8.9, 'p', '；'.join(f"{m['id']} {person(m['person'])['zh']}（{ROLE[m['role']]}）" for m in team.values()))],
        [(1.4, 'l', '班次'), (8.9, 'p', plan['shifts']['zh'])],
    ], 12.5 if sum(len(d['slots']) for d in plan['schedule']) > 15 else 13.5)
    rows = [[(1.5, 'l', '时间'), (4.4, 'l', '审核活动'), (2, 'l', '条款'), (.8, 'l', '成员'), (.7, 'l', '场所'), (3.2, 'l', '部门')]]
    for day in plan['schedule']:
        rows.append([(1, 'l', zh(day['date']))])
        for s in day['slots']:
            ids = s.get('clauses') or []
            shown = f'{ids[0]}—{ids[-1]}' if len(ids) > 4 else '、'.join(ids) or '—'
            rows.append([(1.5, 'c', f"{s['start']}—{s['end']}"), (4.4, 'p', s['activity']['zh']), (2, 'c', shown), (.8, 'c', ' '.join(s['members'])),
                         (.7, 'c', s.get('site', '')), (3.2, 'c', s.get('department', {}).get('zh', '审核组'))])
    slots = sum(len(day['slots']) for day in plan['schedule'])
    y = page.table(62, y + 8, 786, rows, 11.4 if slots > 15 else 13)
    who, day = confirmation['by']['zh'], confirmation['on']
    signed = [('client', confirmation['by'], day)]
    changed = own.get('changed')
    cells = [
        [(2.2, 'l', f"{house['client']}意见"), (8.1, 'h', (who, '同意审核计划，对审核组成员无异议。'))],
        [(2.2, 'l', '代表（签字）'), (8.1, 'f', (52, signature(page, f"{confirmation['title']['zh']}：", who, day)))],
    ]
    if changed:
        by = person(changed['by'])
        def agreed(x, y, w, h):
            end = page.written(x + 9, y + 8, changed['text'], w - 30, by['zh'], 17)
            right = page.sign(x + w - 330, end + 16, by['zh'], 30)
            page.sign(right + 18, end + 16, who, 30)
            page.written(x + w - 105, end + 5, zh(changed['on'], '.'), 110, who, 16)
        cells.append([(2.2, 'l', '计划变更（现场）'), (8.1, 'f', (108, agreed))])
        signed += [('client', confirmation['by'], changed['on']), ('leader', by, changed['on'])]
    leader = person(plan['by'])
    cells.insert(0, [(2.2, 'l', '编制'), (8.1, 'f', (46, signature(page, '审核组长：', leader['zh'], plan['date'], size=34)))])
    page.table(62, y + 8, 786, cells, 12.5 if slots > 15 else 14, 18 if slots > 15 else 20)
    last = max(s[2] for s in signed)
    nth = f"{KIND[audit['kind']]}"
    c.add(f'{file}.png', 'audit-plan', f'{nth}计划（签字件）', f'Audit plan, {name}, signed by the client',
          plan['date'], [page], name, signed=signed, paper=filed(last))


def confirmation_of_plan(c, name):
    a, house = c.audit(name), c.house
    audit, plan = a['audit'], a['plan']
    confirmation, client = plan['confirmation'], c.client(plan['date'])
    file, leader = Path(confirmation['scan']).stem, person(plan['by'])
    who, day = confirmation['by'], confirmation['on']
    page, y = c.page(file, house['forms']['audit-plan'], '审核计划确认', plan['number'])
    label = '获证组织' if audit['kind'] == 'S' else house['client']
    y = page.table(62, y + 4, 786, [
        [(1.6, 'l', label), (8.4, 'p', client['name']['zh'])],
        [(1.6, 'l', '审核类型'), (3.4, 'p', KIND[audit['kind']]), (1.6, 'l', '计划日期'), (3.4, 'p', zh(plan['date']))],
        [(1.6, 'l', '审核日期'), (3.4, 'p', span(plan['start'], plan['end'])), (1.6, 'l', '现场人日'), (3.4, 'p', f"{plan['duration']['onSite']}人日")],
        [(1.6, 'l', '审核范围'), (8.4, 'p', plan['scope']['zh'])],
        [(1.6, 'l', '审核准则'), (8.4, 'p', '\n'.join(x['zh'] for x in plan['criteria']))],
        [(1.6, 'l', '场所'), (8.4, 'p', '；'.join(f"{s['id']} {s['name']['zh']}" for s in c.on('sites', plan['date'])['list']))],
        [(1.6, 'l', '班次'), (8.4, 'p', plan['shifts']['zh'])],
        [(1.6, 'l', '正常运行'), (8.4, 'p', plan['normalOperation']['zh'])],
    ], 14)
    rows = [[(.7, 'l', '代号'), (1.5, 'l', '姓名'), (1.9, 'l', '职责'), (5.9, 'l', '任务')]]
    for m in plan['team']:
        rows.append([(.7, 'c', m['id']), (1.5, 'c', person(m['person'])['zh']), (1.9, 'c', ROLE[m['role']]), (5.9, 'p', m['tasks']['zh'])])
    y = page.table(62, y + 14, 786, rows, 14)
    asked = [f"审核目的、准则和范围（计划第1页）", '审核日期、日程和各时段的部门（计划第2页）', '审核组成员，无利益关系或其他应当回避的情形', '场所、班次和审核期间的正常运行', '陪同人员、会议室和进入场所的安排']
    rows = [[(.7, 'l', '序号'), (6.3, 'l', '请确认的内容'), (3, 'l', '意见')]]
    rows += [[(.7, 'c', str(i)), (6.3, 'p', text), (3, 'c', '☑ 同意　□ 有异议')] for i, text in enumerate(asked, 1)]
    y = page.table(62, y + 14, 786, rows, 14)
    def confirmed(x, y, w, h):
        page.text(x + 10, y + 40, f"{confirmation['title']['zh']}：", 13.5)
        page.sign(x + 24, y + 96, who['zh'], 44)
        page.written(x + 190, y + 86, zh(day), 190, who['zh'], 20)
        page.text(x + w - 210, y + 40, '（单位盖章）', 13.5)
        page.seal(x + w - 118, y + h / 2 + 4, client['name']['zh'], diameter=162)
    page.table(62, y + 14, 786, [
        [(1.6, 'l', '确认意见'), (8.4, 'h', (who['zh'], '同意审核计划，对审核组成员无异议。'))],
        [(1.6, 'l', f'{label}代表'), (8.4, 'f', (172, confirmed))],
        [(1.6, 'l', '审核组长'), (8.4, 'f', (50, signature(page, '（计划编制人签字）', leader['zh'], plan['date'], size=36)))],
    ], 14, 20)
    nth = KIND[audit['kind']]
    c.add(f'{file}.png', 'audit-plan', f'{nth}计划确认', f'Confirmation of the audit plan, {name}', day, [page], name, signed=[('client', who, day)], paper=filed(day))


def attendance(c, name, meeting):
    a, own, house = c.audit(name), c.data['audits'][name], c.house
    audit, plan = a['audit'], a['plan']
    held = audit['meetings'][meeting]
    opening = meeting == 'opening'
    word = '首次会议' if opening else '末次会议'
    slot = next((f"{s['start']}—{s['end']}" for day in plan.get('schedule', []) for s in day['slots'] if word in s['activity']['zh']), None)
    when = f"{zh(held['date'])}　{slot}" if slot else f"{zh(held['date'])}　{own['times'][0 if opening else 1].split(' ')[1]}"
    client = c.client(held['date'])
    site = next(s for s in c.on('sites', held['date'])['list'] if s['id'] == held['place'])
    file = f'{name}-attendance-{meeting}'
    page, y = c.page(file, house['forms']['attendance'], '会议签到表', sub=('☑' if False else '') + word)
    team = {m['person']: m for m in plan.get('team', [])} or {p['person']: {'role': 'leader' if i == 0 else 'auditor'} for i, p in enumerate(x for x in held['attendees'] if 'person' in x)}
    leader = person(next(k for k, m in team.items() if m['role'] == 'leader'))
    y = page.table(62, y + 4, 786, [
        [(1.4, 'l', house['client']), (8.4, 'p', client['name']['zh'])],
        [(1.4, 'l', '审核类型'), (4, 'p', KIND[audit['kind']]), (1.4, 'l', '会议'), (3, 'p', '☑ 首次会议　□ 末次会议' if opening else '□ 首次会议　☑ 末次会议')],
        [(1.4, 'l', '时间'), (4, 'p', when), (1.4, 'l', '主持人'), (3, 'p', f"{leader['zh']}（审核组长）")],
        [(1.4, 'l', '地点'), (8.4, 'p', f"{site['name']['zh']}会议室（{site['id']}）")],
    ])
    rows, signed = [[(.7, 'l', '序号'), (1.8, 'l', '姓名'), (2.9, 'l', '部门'), (2.4, 'l', '职务'), (3, 'l', '签字')]], []
    people = held['attendees']
    tall = 60 if len(people) < 11 else 52
    for i, one in enumerate(people, 1):
        who = person(one['person']) if 'person' in one else one['name']
        unit = '审核组' if 'person' in one else one['department']['zh']
        title = ROLE[team[one['person']]['role']] if 'person' in one else one['title']['zh']
        left = page.rng.uniform(14, 58)
        rows.append([(.7, 'c', str(i)), (1.8, 'c', who['zh']), (2.9, 'c', unit), (2.4, 'c', title),
                     (3, 'f', (tall, lambda x, y, w, h, who=who, left=left: page.sign(x + left, y + h / 2, who['zh'], 36, w - left - 8)))])
        signed.append(('participants', who, held['date']))
    for i in range(len(people) + 1, max(len(people) + 1, 11)):
        rows.append([(.7, 'c', str(i)), (1.8, 'c', ''), (2.9, 'c', ''), (2.4, 'c', ''), (3, 'f', (46, lambda *_: None))])
    top = y + 14
    y = page.table(62, top, 786, rows)
    blank = max(0, 10 - len(people))
    if blank:
        page.strike(100, y - blank * 46 + 12, 790, y - 14, leader['zh'])
    page.table(62, y + 14, 786, [[(1.4, 'l', '备注'), (8.4, 'h', (leader['zh'], f"到会{len(people)}人。{own['note' if opening else 'closingNote']}"))]])
    c.add(f'{file}.png', 'attendance', f"{KIND[audit['kind']]}{word}签到表", f"Attendance sheet, {meeting} meeting, {name}", held['date'], [page], name, meeting, signed, filed(held['date']))


def audit_record(c, name):
    a, own, house = c.audit(name), c.data['audits'][name], c.house
    audit, r = a['audit'], own['record']
    by, client = person(r['by']), c.client(audit['start'])
    file = f'{name}-audit-record'
    page, y = c.page(file, house['forms']['audit-record'], '现场审核记录')
    y = page.table(62, y + 4, 786, [
        [(1.3, 'l', house['client']), (4.7, 'p', client['name']['zh']), (1.3, 'l', '审核类型'), (2.7, 'p', KIND[audit['kind']])],
        [(1.3, 'l', '受审核部门'), (4.7, 'p', r['unit']), (1.3, 'l', '受访人'), (2.7, 'h', (by['zh'], r['with']))],
        [(1.3, 'l', '审核时间'), (8.7, 'p', r['when'])],
    ], 13.5, 17)
    rows = [[(1.2, 'l', '条款'), (2.1, 'l', '审核内容和方法'), (7.4, 'l', '审核记录（证据、样本、受访人陈述）'), (1.3, 'l', '判断')]]
    for clause, what, text, verdict in r['rows']:
        rows.append({'cells': [(1.2, 'c', clause), (2.1, 'p', what), (7.4, 'h', (by['zh'], text)), (1.3, 'g', (by['zh'], verdict))], 'least': 118})
    y = page.table(62, y + 12, 786, rows, 13, 18.5)
    page.table(62, y + 12, 786, [
        [(1.2, 'l', '备忘'), (10.8, 'h', (by['zh'], r['sum']))],
        [(12, 'f', (50, signature(page, '审核员（签字）：', by['zh'], audit['end'], size=34)))],
    ], 13, 18.5)
    page.text(848, H - 44, r['page'], 12, anchor='ra')
    c.add(f'{file}.png', 'audit-record', f"{KIND[audit['kind']]}现场审核记录", f"Audit record, {name}", audit['end'], [page], name, signed=[('auditor', by, audit['end'])], paper=filed(audit['end']))


def nonconformity(c, name, nc_id):
    a, house = c.audit(name), c.house
    nc = load(c.folder / f'audits/{name}/nonconformities/{nc_id}.yaml')
    client, by = c.client(nc['date']), person(nc['by'])
    file = f'{name}-{nc_id}'
    grade = '' if 'grade' not in nc else {'major': '☑ 严重不符合　□ 轻微不符合', 'minor': '□ 严重不符合　☑ 轻微不符合'}[nc['grade']] if c.scheme == 'wanding' else '□ 严重不符合　☑ 一般不符合'
    page, y = c.page(file, house['forms']['nonconformity-report'], '不符合报告及验证记录', nc['number'])
    tidy = lambda v: '\n'.join(p for p in v['zh'].strip().split('\n') if p.strip())  # noqa: E731
    signed = []
    site = next(s for s in c.on('sites', nc['date'])['list'] if s['id'] == nc['site'])
    rows = [
        [(1.3, 'l', house['client']), (4.7, 'p', client['name']['zh']), (1.3, 'l', '审核类型'), (2.7, 'p', KIND[a['audit']['kind']])],
        [(1.3, 'l', '部门'), (4.7, 'p', nc['unit']['zh']), (1.3, 'l', '场所'), (2.7, 'p', f"{site['id']} {site['name']['zh']}")],
        # cqm has no grades.
        [(1.3, 'l', '级别'), (4.7, 'p', grade), (1.3, 'l', '标准条款'), (2.7, 'p', f"{house['standard']}　{nc['clause']}")] if 'grade' in nc else
        [(1.3, 'l', '标准条款'), (8.7, 'p', f"{c.case['standard']}　{nc['clause']}")],
        [(1.3, 'l', '不符合事实'), (8.7, 'p', tidy(nc['statement']))],
        [(1.3, 'l', '审核证据'), (8.7, 'p', tidy(nc['evidence']))],
        *([[(1.3, 'l', '判定理由'), (8.7, 'p', nc['reason']['zh'])]] if 'reason' in nc else []),
        [(1.3, 'l', '完成期限'), (2.4, 'p', zh(nc['due'])), (6.3, 'f', (44, signature(page, '审核员（签字）：', by['zh'], nc['date'], size=32)))],
    ]
    ack = nc['acknowledgement']
    rows.append([(1.3, 'l', '确认'), (2.4, 'h', (ack['by']['zh'], '事实属实，接受。')), (6.3, 'f', (44, signature(page, f"{house['client']}代表（签字）：", ack['by']['zh'], ack['on'], size=34)))])
    signed.append(('client', ack['by'], ack['on']))
    signed.insert(0, ('auditor', by, nc['date']))
    rows += [[(1.3, 'l', '原因分析'), (8.7, 'p', tidy(nc['cause']))], [(1.3, 'l', '纠正'), (8.7, 'p', tidy(nc['correction']))]]
    action = nc.get('correctiveAction') or nc.get('plan')
    rows.append([(1.3, 'l', '纠正措施' if nc.get('correctiveAction') else '纠正措施计划'), (8.7, 'p', tidy(action))])
    cl = nc['client']
    def both(x, y, w, h):
        page.text(x + 10, y + h / 2 - 9, '责任人：', 13)
        end = page.sign(x + 64, y + h / 2, cl['responsible']['zh'], 32, 110)
        at = max(end + 22, x + 210)
        page.text(at, y + h / 2 - 9, '代表：', 13)
        page.sign(at + 44, y + h / 2, cl['representative']['zh'], 32, 130)
        page.written(x + w - 160, y + h / 2 - 7, zh(cl['on']), 170, cl['representative']['zh'], 17.5)
    rows.append([(1.3, 'l', house['client'] + '签字'), (8.7, 'f', (46, both))])
    signed.append(('client', cl['representative'], cl['on']))
    rv = nc['review']
    rows.append([(1.3, 'l', '措施评审'), (2.4, 'p', '☑ 接受　□ 不接受'), (6.3, 'f', (44, signature(page, '审核员（签字）：', person(rv['by'])['zh'], rv['on'], size=32)))])
    signed.append(('auditor', person(rv['by']), rv['on']))
    v = nc.get('verification')
    if v:
        method = {'on-site': '现场验证', 'next-audit': '下次审核时验证'}.get(v['method'], '文件验证')
        rows += [[(1.3, 'l', '验证记录'), (8.7, 'p', f"{method}。{tidy(v['evidence'])}")],
                 [(1.3, 'l', '验证结论'), (2.4, 'p', '☑ 有效，关闭 □ 无效'), (6.3, 'f', (44, signature(page, '验证人（签字）：', person(v['by'])['zh'], v['on'], size=32)))]]
        signed.append(('auditor', person(v['by']), v['on']))
    else:
        rows.append([(1.3, 'l', '验证'), (8.7, 'h', (person(rv['by'])['zh'], '措施实施效果留待第一次监督审核验证。'))])
    length = sum(len(str(nc.get(k, ''))) for k in ('statement', 'evidence', 'reason', 'cause', 'correction', 'correctiveAction', 'plan')) + (len(str(v['evidence'])) if v else 0)
    page.table(62, y + 4, 786, rows, 12.6 if length > 5200 else 13.2 if length > 4200 else 14.4, 19)
    last = max(s[2] for s in signed)
    c.add(f'{file}.png', 'nonconformity-report', f"不符合报告{nc_id}（签字件）", f"Nonconformity report {nc_id}, signed by the client", nc['date'], [page], name, nc_id, signed, filed(last))


def decision(c, name):
    a = c.audit(name)
    d, review, report, audit = a['decision'], a['review'], a['report'], a['audit']
    by, reviewer = person(d['by']), person(review['by'])
    client = c.client(d['date'])
    page, y = c.page(f'{name}-decision', c.house['forms']['decision'], '认证决定记录', d['number'])
    outcomes = {'grant': '授予认证', 'maintain': '保持认证', 'renew': '更新认证', **({'extend': '扩大认证范围'} if d['outcome'] == 'extend' else {}), 'refuse': '不予认证'}
    outcome = '　'.join(('☑ ' if key == d['outcome'] else '□ ') + text for key, text in outcomes.items())
    ncs = sorted(p.stem for p in (c.folder / f'audits/{name}/nonconformities').glob('*.yaml'))
    y = page.table(62, y + 4, 786, [
        [(1.6, 'l', '受审核方'), (8.4, 'p', client['name']['zh'])],
        [(1.6, 'l', '审核类型'), (3.4, 'p', KIND[audit['kind']]), (1.6, 'l', '认证标准'), (3.4, 'p', c.house['standard'])],
        [(1.6, 'l', '认证范围'), (8.4, 'p', d['scope']['zh'])],
        [(1.6, 'l', '审核报告'), (3.4, 'p', f"{report['number']}（{zh(report['date'])}）"), (1.6, 'l', '不符合'), (3.4, 'p', '、'.join(ncs) if ncs else '未开具')],
        [(1.6, 'l', '推荐意见'), (8.4, 'p', report['recommendation']['text']['zh'])],
    ], 14.5)
    y = page.table(62, y + 14, 786, [
        [(10, 'l', f"复核（{review['number']}）")],
        [(2, 'c', '案卷的公正、有效、真实、完整、充分'), (8, 'p', '公正 ☑　有效 ☑　真实 ☑　完整 ☑　充分 ☑')],
        [(2, 'c', '复核意见'), (8, 'p', '\n'.join(p for p in review['text']['zh'].strip().split('\n') if p))],
        [(2, 'c', '复核结论'), (3, 'p', '☑ 接受　□ 补充　□ 退回'), (5, 'f', (54, signature(page, '复核人：', reviewer['zh'], review['date'], size=36)))],
    ], 14.5)
    conditions = [('受审核方提供的信息充分、真实，足以作出决定', ), ('对所有严重不符合，纠正和纠正措施已评审、接受并验证有效', ), ('对所有轻微不符合，纠正和纠正措施计划已评审并接受', ),
                  ('认证范围适宜，与证据相符；体系能够实现其预期结果', )]
    rows = [[(.6, 'l', '序号'), (6.9, 'l', '作出决定前确认的事项'), (2.5, 'l', '确认')]]
    for i, (text,) in enumerate(conditions, 1):
        none = not ncs and i in (2, 3)
        rows.append([(.6, 'c', str(i)), (6.9, 'p', text + ('（本次未开具）' if none else '')), (2.5, 'c', '☑ 满足　□ 不满足')])
    y = page.table(62, y + 14, 786, rows, 14.5)
    text = d['text']['zh']
    page.table(62, y + 14, 786, [
        [(1.6, 'l', '认证决定'), (8.4, 'p', outcome)],
        {'cells': [(1.6, 'l', '决定意见'), (8.4, 'h', (by['zh'], text))], 'least': 112},
        [(1.6, 'l', '回避声明'), (8.4, 'p', '决定人未参加本项目的审核和复核，与受审核方没有利益关系。')],
        [(1.6, 'l', '决定人'), (8.4, 'f', (66, signature(page, '（签字）', by['zh'], d['date'], size=42)))],
    ], 13.5, 20)
    c.add(f'{name}-decision.png', 'decision', f"{KIND[audit['kind']]}认证决定记录", f'Record of the certification decision, {name}', d['date'], [page], name,
          signed=[('body', reviewer, review['date']), ('body', by, d['date'])], paper=filed(d['date']))


def report_signature(c, name, as_pdf=False):
    """The page that the leader signs; where the report itself is long, without its summary and opportunities."""
    a = c.audit(name)
    report, audit = a['report'], a['audit']
    leader, day = person(report['signedBy']), report['signedOn']
    client = c.client(day)
    file = f'{name}-audit-report-signed'
    page, y = c.page(file, c.house['forms']['audit-report'], '审核报告', report['number'], '（签字页）')
    tidy = lambda v: '\n'.join(p for p in v['zh'].strip().split('\n') if p.strip())  # noqa: E731
    team = '；'.join(f"{person(m['person'])['zh']}（{ROLE[m['role']]}）" for m in report['team'])
    ncs = report['nonconformities']
    found = '；'.join(f"{n['nc']}：{n['summary']['zh']}" for n in ncs) if isinstance(ncs, list) else '未开具不符合。'
    objectives = '\n'.join(f"☑ {o['text']['zh']}" for o in report['objectives'])
    is_long = c.scheme == 'wanding'
    ups = '\n'.join(f"{i}. {o['zh']}" for i, o in enumerate(report.get('opportunities', []), 1))
    y = page.table(62, y + 4, 786, [
        [(1.6, 'l', c.house['client'] if is_long else '组织名称'), (8.4, 'p', client['name']['zh'])],
        [(1.6, 'l', '审核类型'), (3.4, 'p', KIND[audit['kind']]), (1.6, 'l', '审核日期'), (3.4, 'p', span(audit['start'], audit['end']))],
        [(1.6, 'l', '认证标准'), (3.4, 'p', c.house['standard']), (1.6, 'l', '报告日期'), (3.4, 'p', zh(report['date']))],
        [(1.6, 'l', '认证范围'), (8.4, 'p', report['scope']['zh'])],
        [(1.6, 'l', '审核时间'), (8.4, 'p', report['auditTime']['zh'])],
        [(1.6, 'l', '审核组'), (8.4, 'p', team)],
        [(1.6, 'l', '目的实现情况'), (8.4, 'p', objectives)],
        *([] if is_long else [[(1.6, 'l', '总体情况'), (8.4, 'p', tidy(report['summary']))]]),
        [(1.6, 'l', '不符合'), (8.4, 'p', found)],
        *([] if is_long else [[(1.6, 'l', '改进机会'), (8.4, 'p', ups)]]),
        [(1.6, 'l', '审核结论'), (8.4, 'p', tidy(report['conclusion']))],
        [(1.6, 'l', '推荐意见'), (8.4, 'p', report['recommendation']['text']['zh'])],
    ], 14.5)
    page.table(62, y + 16, 786, [
        [(1.6, 'l', '分发'), (8.4, 'p', '正本：本机构存档；副本：被审核的组织。本报告的所有权归本机构，内容以抽样为基础，体系的持续符合由该组织负责。')],
        [(1.6, 'l', '审核组长' if is_long else '审核组组长'), (8.4, 'f', (86, signature(page, '（签字）', leader['zh'], day, size=46)))],
    ], 14.5)
    page.text(848, H - 44, '签字页', 12, anchor='ra')
    c.add(f"{file}.{'pdf' if as_pdf else 'png'}", 'audit-report', f"{KIND[audit['kind']]}报告签字页", f'Signature page of the audit report, {name}', report['date'], [page], name,
          signed=[('leader', leader, day)], paper=c.data['paper'].get(file, filed(day)))


def receipt(c, key):
    r = c.data['receipts'][key]
    client, to, by = c.client(r['date']), None, person(r['by'])
    to = client['contact']['name']
    page, y = c.page(key, c.house['forms']['delivery'], '文件签收单', f"{c.case['number']}-QS-{r['date'].replace('-', '')[2:]}")
    y = page.table(62, y + 4, 786, [
        [(1.6, 'l', '收件单位'), (8.4, 'p', client['name']['zh'])],
        [(1.6, 'l', '地址'), (8.4, 'p', client['businessAddress']['zh'])],
        [(1.6, 'l', '收件人'), (3.4, 'p', to['zh']), (1.6, 'l', '电话'), (3.4, 'p', client['contact']['phone'])],
        [(1.6, 'l', '发件单位'), (8.4, 'p', c.body)],
        [(1.6, 'l', '经办人'), (3.4, 'p', by['zh']), (1.6, 'l', '送达方式'), (3.4, 'p', '☑ 快递　□ 直接送达')],
    ], 14.5)
    rows = [[(.8, 'l', '序号'), (3.8, 'l', '文件名称'), (4.2, 'l', '编号'), (1.2, 'l', '份数')]]
    for i, (what, number, copies) in enumerate(r['what'], 1):
        rows.append({'cells': [(.8, 'c', str(i)), (3.8, 'c', what), (4.2, 'c', number), (1.2, 'c', copies)], 'least': 44})
    blank = 5 - len(r['what'])
    for i in range(blank):
        rows.append({'cells': [(.8, 'c', ''), (3.8, 'c', ''), (4.2, 'c', ''), (1.2, 'c', '')], 'least': 44})
    y = page.table(62, y + 18, 786, rows, 14.5)
    page.strike(110, y - blank * 44 + 14, 800, y - 16, to['zh'])
    def received(x, y, w, h):
        page.text(x + 14, y + 34, '签收人（签字）：', 14.5)
        page.sign(x + 130, y + 44, to['zh'], 46)
        page.text(x + 14, y + 112, '签收日期：', 14.5)
        page.written(x + 96, y + 108, zh(r['date']), 240, to['zh'], 21)
        page.text(x + 420, y + 34, '（单位盖章）', 14.5)
        page.seal(x + 560, y + 92, client['name']['zh'])
    y = page.table(62, y + 18, 786, [
        [(1.6, 'l', '签收说明'), (8.4, 'h', (to['zh'], r['note']))],
        [(1.6, 'l', '签收'), (8.4, 'f', (190, received))],
    ], 14.5, 21)
    page.printed(64, y + 16, '请收件单位核对文件后签收，并将本单寄回或扫描发回。如文件缺少或破损，请在“签收说明”栏注明，并在三个工作日内联系经办人。', 780, 13)
    c.add(f'{key}.png', 'delivery', r['title'], r['en'], r['date'], [page], r['audit'], signed=[('client', to, r['date'])], paper=c.data['paper'].get(key, filed(r['date'], 7)))


# --- forms in English ---------------------------------------------------------------------------------
MONTHS = 'January February March April May June July August September October November December'.split()


def day_en(day):
    y, m, d = (int(v) for v in day.split('-'))
    return f'{d} {MONTHS[m - 1]} {y}'


def signature_en(page, label, who, day, size=34):
    """What fills a cell: `label: signature   date`, both by hand; `who` signs as he writes his name."""
    def draw(x, y, w, h):
        page.text(x + 10, y + h / 2 - 9, label, 13)
        page.sign(x + 20 + page.length(label, 13), y + h / 2, who.replace(' ', ''), size, w * .34)
        page.written(x + w - 150, y + h / 2 - 7, day.replace('-', '.'), 150, who, 17)
    return draw


def contract_en(c):
    d, case, house = c.data, c.case, c.house
    date, number = case['contract']['signedOn'], case['contract']['number']
    client, legal = c.client(date), c.data['legal']
    page, y = c.page('contract', house['forms']['contract'], 'Certification Contract', sub=f'No. {number}')
    y = page.table(62, y + 4, 786, [
        [(2, 'l', 'Party A (the client)'), (8, 'p', client['name']['en'])],
        [(2, 'l', 'Address'), (8, 'p', client['registeredAddress']['en'])],
        [(2, 'l', 'Legal representative'), (3.4, 'p', legal['en']), (1.8, 'l', 'Credit code'), (2.8, 'p', client['uscc'])],
        [(2, 'l', 'Party B (the body)'), (8, 'p', c.body)],
        [(2, 'l', 'Standard'), (8, 'p', case['standard'])],
        [(2, 'l', 'Scope'), (8, 'p', case['application']['scope']['en'])],
    ], 14) + 18
    for title, text in house['duties']:
        page.text(72, y, title, 15.5, 'bold')
        y = page.printed(72, y + 26, text, 768, 14.5, 'serif', 1.55) + 12
    def party(label, name, who, title):
        def draw(x, y, w, h):
            end = page.printed(x + 14, y + 14, f'{label} {name}', w - 26, 14, 'medium')
            page.text(x + 14, end + 26, f'{title}:', 13)
            page.sign(x + 24 + page.length(f'{title}:', 13), end + 40, who['zh'].replace(' ', ''), 42, w * .46)
            page.text(x + 14, end + 96, 'Date:', 13)
            page.written(x + 66, end + 92, date.replace('-', '.'), 200, who['zh'], 19)
        return draw
    page.table(62, y + 10, 786, [[(1, 'f', (210, party('Party A:', client['name']['en'], legal, 'Legal representative'))),
                                  (1, 'f', (210, party('Party B:', c.body, c.signer, house['body']['title'])))]])
    c.add('contract.pdf', 'contract', f'认证合同{number}', f'Certification contract {number}', date, [page], signed=[('client', legal, date), ('body', c.signer, date)], paper=filed(date))


def nonconformity_en(c, name, nc_id):
    a, house = c.audit(name), c.house
    nc = load(c.folder / f'audits/{name}/nonconformities/{nc_id}.yaml')
    by, ack, cl = person(nc['by']), nc['acknowledgement'], nc['client']
    tidy = lambda v: '\n'.join(p for p in v['en'].strip().split('\n') if p.strip())  # noqa: E731
    page, y = c.page(f'{name}-{nc_id}', house['forms']['nonconformity-report'], 'Nonconformity Report', sub=f"No. {nc['number']}")
    site = next(s for s in c.on('sites', nc['date'])['list'] if s['id'] == nc['site'])
    rows = [
        [(1.6, 'l', 'Audited party'), (8.4, 'p', c.client(nc['date'])['name']['en'])],
        [(1.6, 'l', 'Unit'), (3.8, 'p', nc['unit']['en']), (1.2, 'l', 'Site'), (3.4, 'p', f"{site['id']} {site['name']['en']}")],
        [(1.6, 'l', 'Clause'), (3.8, 'p', f"{c.case['standard']}, {nc['clause']}"), (1.2, 'l', 'Due'), (3.4, 'p', day_en(nc['due']))],
        [(1.6, 'l', 'Nonconformity'), (8.4, 'p', tidy(nc['statement']))],
        [(1.6, 'l', 'Evidence'), (8.4, 'p', tidy(nc['evidence']))],
        [(1.6, 'l', 'Auditor'), (8.4, 'f', (48, signature_en(page, 'Signature:', by['zh'], nc['date'])))],
        [(1.6, 'l', 'Confirmed'), (8.4, 'f', (48, signature_en(page, 'For the audited party:', ack['by']['zh'], ack['on'])))],
        [(1.6, 'l', 'Cause'), (8.4, 'p', tidy(nc['cause']))],
        [(1.6, 'l', 'Correction'), (8.4, 'p', tidy(nc['correction']))],
        [(1.6, 'l', 'Corrective action'), (8.4, 'p', tidy(nc['correctiveAction']))],
        [(1.6, 'l', 'Audited party'), (8.4, 'f', (48, signature_en(page, 'Representative:', cl['representative']['zh'], cl['on'])))],
        [(1.6, 'l', 'Verification'), (8.4, 'p', tidy(nc['verification']['evidence']))],
        [(1.6, 'l', 'Closed'), (8.4, 'f', (48, signature_en(page, 'Verified by:', by['zh'], nc['verification']['on'])))],
    ]
    page.table(62, y + 4, 786, rows, 13.6, 19)
    signed = [('auditor', by, nc['date']), ('client', ack['by'], ack['on']), ('client', cl['representative'], cl['on']), ('auditor', by, nc['verification']['on'])]
    c.add(f'{name}-{nc_id}.png', 'nonconformity-report', f'不符合报告{nc_id}（签字件）', f'Nonconformity report {nc_id}, signed by the audited party', nc['date'], [page], name, nc_id, signed,
          filed(nc['verification']['on']))


def receipt_en(c, name):
    report = c.audit(name)['report']
    on = report['delivery']['on']
    client, to = c.client(on), report['delivery']['to']
    page, y = c.page(f'{name}-report-receipt', c.house['forms']['delivery'], 'Receipt of Documents', sub=c.case['number'])
    y = page.table(62, y + 4, 786, [
        [(1.8, 'l', 'Received by'), (8.2, 'p', client['name']['en'])],
        [(1.8, 'l', 'Address'), (8.2, 'p', client['businessAddress']['en'])],
        [(1.8, 'l', 'Sent by'), (8.2, 'p', c.body)],
    ], 14.5)
    y = page.table(62, y + 18, 786, [
        [(1, 'l', 'No.'), (5.2, 'l', 'Document'), (2.8, 'l', 'Number'), (1, 'l', 'Copies')],
        [(1, 'c', '1'), (5.2, 'p', 'Audit report'), (2.8, 'c', report['number']), (1, 'c', '1')],
    ], 14.5)
    page.table(62, y + 18, 786, [[(1.8, 'l', 'Receipt'), (8.2, 'f', (120, signature_en(page, 'Signature and date:', to['zh'], on, 46)))]], 14.5)
    c.add(f'{name}-report-receipt.png', 'delivery', '审核报告签收单', 'Receipt of the audit report', on, [page], name, signed=[('client', to, on)], paper=filed(on))


# --- cases ------------------------------------------------------------------------------------------
def forms():
    """Every case with its entries, in the order of their making."""
    q = Case('wanding/qingyu-payment')
    application(q), application_review(q), contract(q), programme(q)
    for name in ('stage-1', 'stage-2'):
        audit_plan(q, name), attendance(q, name, 'opening'), attendance(q, name, 'closing'), audit_record(q, name)
    for nc in ('NC-01', 'NC-02', 'NC-03'):
        nonconformity(q, 'stage-2', nc)
    report_signature(q, 'stage-2'), decision(q, 'stage-2')
    q.add('recovery-times.png', 'figure', '演练实测恢复时间与RTO的比较', 'Recovery times measured in exercises against the RTO', '2026-04-15', audit='stage-2')
    n = Case('wanding/nuantu-heating')
    application(n), application_review(n), contract(n), programme(n)
    audit_plan(n, 'recertification'), attendance(n, 'recertification', 'opening'), attendance(n, 'recertification', 'closing')
    audit_record(n, 'recertification'), report_signature(n, 'recertification'), decision(n, 'recertification')
    j = Case('cusc/jieyu-contact-services')
    application(j), contract(j)
    attendance(j, 'stage-1', 'opening'), attendance(j, 'stage-1', 'closing'), audit_record(j, 'stage-1'), receipt(j, 'stage-1-notice-receipt')
    audit_plan(j, 'stage-2'), attendance(j, 'stage-2', 'opening'), attendance(j, 'stage-2', 'closing'), audit_record(j, 'stage-2')
    nonconformity(j, 'stage-2', 'NC-01'), report_signature(j, 'stage-2'), receipt(j, 'stage-2-report-receipt')
    j.add('exercise-results-2025.png', 'figure', '2025年演练实测恢复时间占RTO的比例', 'Recovery times in the exercises of 2025 as a share of the RTO', '2025-09-10', audit='stage-2')
    audit_plan(j, 'surveillance-1'), attendance(j, 'surveillance-1', 'opening'), attendance(j, 'surveillance-1', 'closing'), audit_record(j, 'surveillance-1')
    report_signature(j, 'surveillance-1', as_pdf=True), receipt(j, 'surveillance-1-report-receipt')
    l = Case('zoho/lanting-ledger')
    contract_en(l), nonconformity_en(l, 'stage-2', 'NC-01'), receipt_en(l, 'stage-2')
    t = Case('zoho/tingbo-parcels')
    nonconformity_en(t, 'surveillance-2', 'NC-01'), receipt_en(t, 'surveillance-2')
    y = Case('cqm/yunshu-data-hosting')
    nonconformity(y, 'surveillance-2', 'NC-01'), application_of(y, 'extension', '扩大认证范围申请书', 'Application to extend the scope')
    g = Case('cqm/luting-gas')
    application_of(g, 'recertification', '再认证申请书', 'Application for recertification')
    s = Case('wanding/ludu-locks')
    application(s), contract(s), programme(s, 'programme-2020'), programme(s, 'programme-2023'), programme(s)
    audit_plan(s, 'stage-1'), audit_record(s, 'stage-1')
    for name in ('stage-2', 'surveillance-1', 'surveillance-2', 'recertification-1', 'surveillance-3', 'surveillance-4', 'recertification-2'):
        if name in s.data['applications']:
            application_of(s, name, '再认证申请书', 'Application for recertification')
        audit_plan(s, name), attendance(s, name, 'opening'), attendance(s, name, 'closing')
        if (s.folder / f'audits/{name}/nonconformities').exists():
            nonconformity(s, name, 'NC-01')
        report_signature(s, name)
        if (s.folder / f'audits/{name}/decision.yaml').exists():
            decision(s, name)
    e = Case('wanding/chengshu-data')
    audit_plan(e, 'stage-2')
    return [q, n, j, l, t, y, g, s, e]


DETACHED = 'surveillance-1-audit-report-signed.pdf'


def sign(target, who, day):
    """A detached signature by a key that nobody keeps, dated as the record says."""
    made = subprocess.run(['node', str(Path(__file__).parent / 'sign.mjs'), str(target), f"{who['zh']} {who['en']}", f'{day}T08:40:00Z'], check=True, capture_output=True)
    Path(f'{target}.p7s').write_bytes(made.stdout)


def quoted(text):
    return f'"{text}"' if any(ch in text for ch in ',:#[]{}') or text[0] in '0123456789"\'&*!|>%@`' else text


def register(case):
    """`evidence.yaml`, in the manner of the other records."""
    sha = lambda path: hashlib.sha256(path.read_bytes()).hexdigest()  # noqa: E731
    lines = ['# 只追加，不修改；扫描件由 tools/scans/make.py 生成' if case.scheme == 'cusc' else '# Append only. The scans are made by tools/scans/make.py.']
    at = {k: v.format(box=case.data['box']) for k, v in case.house['at'].items()}
    for e in case.entries:
        path = case.folder / 'evidence' / e['file']
        lines.append(f"- kind: {e['kind']}")
        if e['audit']:
            lines.append(f"  audit: {e['audit']}")
        if e['subject']:
            lines.append(f"  subject: {e['subject']}")
        lines += [f"  title: {{zh: {quoted(e['zh'])}, en: {quoted(e['en'])}}}", f"  date: {e['date']}", f"  file: evidence/{e['file']}", f'  sha256: "{sha(path)}"']
        if e['signed']:
            lines.append('  signed:')
            for party, who, day in e['signed']:
                detached = ''
                if e['file'] == DETACHED:
                    detached = f', file: evidence/{e["file"]}.p7s, sha256: "{sha(path.with_name(e["file"] + ".p7s"))}"'
                lines.append(f"    - {{party: {party}, by: {{zh: {who['zh']}, en: {who['en']}}}, on: {day}{detached}}}")
        if e['paper']:
            lines.append(f"  paper: {{at: {{zh: {quoted(at['zh'])}, en: {quoted(at['en'])}}}, since: {e['paper']}}}")
    (case.folder / 'evidence.yaml').write_text('\n'.join(lines) + '\n', encoding='utf8')


def main():
    wanted = [a for a in sys.argv[1:] if not a.startswith('--')]
    for case in forms():
        (case.folder / 'evidence').mkdir(exist_ok=True)
        for e in case.entries:
            if e['pages'] is None or (wanted and not any(w in e['file'] for w in wanted)):
                continue
            path = case.folder / 'evidence' / e['file']
            scans = [page.scanned(case.data.get('bitonal', False)) for page in e['pages']]
            path.write_bytes(pdf(scans, e['info'], max([e['date'], *(s[2] for s in e['signed'])])) if path.suffix == '.pdf' else png(scans[0]))
            print(f'{path.stat().st_size / 1024:6.1f} KB  {case.key}/{e["file"]}')
            if e['file'] == DETACHED:
                if '--sign' in sys.argv or not Path(f'{path}.p7s').exists():
                    sign(path, *e['signed'][0][1:])
                held = subprocess.run(['openssl', 'cms', '-verify', '-binary', '-noverify', '-inform', 'DER', '-in', f'{path}.p7s', '-content', str(path), '-out', '/dev/null'], capture_output=True)
                if held.returncode:
                    sys.exit(f'{path}.p7s does not fit the file any more: run with --sign')
        if not wanted:
            register(case)


if __name__ == '__main__':
    main()
