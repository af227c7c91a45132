import tousu

draft = (
    "气死我了！！！9月3日在淘宝「山野小厨」买的不粘锅，用了四天就起皮，找客服三次都不理，你们就是骗子，赶紧退款89元。"
)
analysis = tousu.analyze(draft)

print([(issue.name, round(issue.probability, 2)) for issue in analysis.issues])
for fact in analysis.facts:
    print(fact.kind, fact.text, fact.value)
for finding in analysis.findings:
    print(finding.kind, finding.span, finding.text, "→", finding.action)
for missing in analysis.missing:
    print(missing.question)
print(analysis.rewrite.text)
