// file: src/main/java/shop/Mailer.java
import org.springframework.mail.javamail.JavaMailSender;

class Mailer {
    void shipped(Order order) {
        mailSender.send(message); // signal: message-sent channel="mail" symbol="Mailer.shipped"
        channel.send(message);
    }
}
