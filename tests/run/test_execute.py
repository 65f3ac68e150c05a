from pipeline.facts import Article
from pipeline.run.execute import Plan, execute_in_order
from pipeline.run.process import Process


def _articles(seen, number):
    for index in range(number):
        seen.append(f"read {index}")
        yield Article(doc_id=str(index), text="")


def test_documents_come_out_in_the_order_of_the_input():
    plan = Plan(_articles([], 5), Process(lambda _: []))
    assert [done.document.doc_id for done in execute_in_order(plan)] == ["0", "1", "2", "3", "4"]


def test_only_one_document_is_under_way_at_a_time():
    seen = []
    plan = Plan(_articles(seen, 3), Process(lambda article: seen.append(f"extract {article.doc_id}") or []))
    for done in execute_in_order(plan):
        seen.append(f"done {done.document.doc_id}")
    assert seen == [f"{step} {index}" for index in range(3) for step in ("read", "extract", "done")]


def test_a_failing_document_does_not_stop_the_next_one():
    def extract(article):
        if article.doc_id == "1":
            raise ValueError
        return []

    statuses = [done.document.status for done in execute_in_order(Plan(_articles([], 3), Process(extract)))]
    assert statuses == ["done", "quarantined", "done"]
