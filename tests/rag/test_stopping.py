from rag.stopping import Stop


def test_actions_are_done_once_when_it_is_told() -> None:
    done: list[str] = []
    stop = Stop()
    with stop.calling(lambda: done.append("closed")):
        assert done == []
        stop.now()
        stop.now()
    assert done == ["closed"]
    assert stop.told


def test_an_action_that_comes_too_late_is_done_at_once() -> None:
    done: list[str] = []
    stop = Stop()
    stop.now()
    with stop.calling(lambda: done.append("closed")):
        assert done == ["closed"]


def test_an_action_whose_block_has_ended_is_not_done() -> None:
    done: list[str] = []
    stop = Stop()
    with stop.calling(lambda: done.append("closed")):
        pass
    stop.now()
    assert done == []


def test_a_wait_says_whether_it_was_told() -> None:
    stop = Stop()
    assert not stop.wait(0.01)
    stop.now()
    assert stop.wait(60)
