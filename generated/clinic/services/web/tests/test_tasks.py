import unittest

from app.tasks import heartbeat


class TaskTest(unittest.TestCase):
    def test_a_task_runs_without_a_broker(self) -> None:
        self.assertEqual(heartbeat.apply().get(), "ok")


if __name__ == "__main__":
    unittest.main()
