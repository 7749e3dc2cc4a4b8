// file: src/main/java/shop/Customer.java
class Customer {
    @Pattern(regexp = "[^@ ]+@[^@ ]+")
    private String email;
}
